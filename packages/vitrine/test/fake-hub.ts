/**
 * @file A hub of models that answers on this machine and can be made to fail.
 */
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Content of the model's largest file. */
export const weights = Buffer.from(
  Array.from({ length: 200_000 }, (_, index) => (index * 31) % 251),
);
/** Files of the model `shop/tiny`. */
export const contents: Readonly<Record<string, Buffer>> = {
  "config.json": Buffer.from('{"model_type":"bert"}'),
  "model.safetensors": weights,
};
/** Digest in hexadecimal. */
export const sha256 = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");
const gitSha1 = (bytes: Buffer): string =>
  createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
/** The only commit of the model. */
export const commit = "0123456789abcdef0123456789abcdef01234567";

/** A hub that answers on this machine and can be made to fail. */
export interface FakeHub {
  readonly url: string;
  readonly requests: { path: string; range: string | undefined }[];
  /** Bytes after which the next answers with weights break off, one entry an answer. */
  breaks: number[];
  files: Record<string, Buffer>;
  close(): Promise<void>;
}

/** Starts a hub with the model `shop/tiny`. */
export async function startHub(): Promise<FakeHub> {
  const server: Server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://hub");
    hub.requests.push({ path: pathname, range: request.headers.range });
    if (pathname === `/api/models/shop/tiny/revision/HEAD`) {
      const info = { _id: "1", id: "shop/tiny", sha: commit, tags: ["license:mit"] };
      sendJson(response, { ...info, lastModified: "2024-01-01T00:00:00Z" });
    } else if (pathname === `/api/models/shop/tiny/tree/${commit}`) {
      sendJson(
        response,
        Object.entries(hub.files).map(([path, bytes]) => ({
          type: "file",
          path,
          size: bytes.length,
          oid: gitSha1(contents[path] ?? bytes),
        })),
      );
    } else {
      const file = pathname.slice(`/shop/tiny/resolve/${commit}/`.length);
      const bytes = pathname.startsWith("/shop/tiny/resolve/") ? hub.files[file] : undefined;
      if (bytes === undefined) {
        response.writeHead(404, { "X-Error-Code": "RepoNotFound" }).end();
        return;
      }
      sendRange(response, bytes, request.headers.range, (length) =>
        file === "model.safetensors" && length > 1 ? hub.breaks.shift() : undefined,
      );
    }
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  const hub: FakeHub = {
    url: `http://127.0.0.1:${port}`,
    requests: [],
    breaks: [],
    files: { ...contents, "README.md": Buffer.from("not needed") },
    close: () =>
      new Promise((done) => {
        server.close(() => {
          done();
        });
        server.closeAllConnections();
      }),
  };
  return hub;
}

function sendJson(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(value));
}

function sendRange(
  response: ServerResponse,
  bytes: Buffer,
  range: string | undefined,
  breakAfter: (length: number) => number | undefined,
): void {
  const [, from = "0", to = ""] = /^bytes=(\d+)-(\d*)$/.exec(range ?? "") ?? [];
  const start = Number(from);
  const end = to === "" ? bytes.length - 1 : Number(to);
  const part = bytes.subarray(start, end + 1);
  response.writeHead(range === undefined ? 200 : 206, {
    "Content-Length": part.length,
    "Content-Range": `bytes ${start}-${end}/${bytes.length}`,
    ETag: '"1"',
  });
  const kept = breakAfter(part.length);
  if (kept === undefined) {
    response.end(part);
  } else {
    response.write(part.subarray(0, kept), () => {
      setTimeout(() => response.destroy(), 50);
    });
  }
}

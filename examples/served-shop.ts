/** @file A small shop served by `vitrine serve`, and programs that the tests start beside it. */
import { execFile, spawn } from "node:child_process";
import { cpSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createClient } from "vitrine/client";
import type { EventInput } from "vitrine/client";

const run = promisify(execFile);
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const vitrine = here("../packages/vitrine/bin/vitrine.js");

export const SHOPPER_SECRET = "a secret of the tests, of 32 characters and more";

/** A program that runs and has said where it listens. */
export interface RunningProgram {
  readonly url: string;
  /** What it has printed so far. */
  readonly output: () => string;
  readonly stop: () => Promise<void>;
}

/** A workspace with the example's products, indexed, with its keys. */
export interface PreparedShop {
  readonly publicKey: string;
  readonly adminKey: string;
  /** Where it listens once it is served. */
  readonly url: string;
  /** Starts `vitrine serve`, for pages of this origin. */
  readonly serve: (origin: string) => Promise<RunningProgram>;
}

/** Does in `folder` what the README says, up to serving it. */
export async function prepareShop(folder: string): Promise<PreparedShop> {
  cpSync(here("shop"), folder, { recursive: true, filter: (path) => !path.includes(".vitrine") });
  const call = async (...args: readonly string[]): Promise<string> =>
    (await run(process.execPath, [vitrine, ...args, "-w", folder, "--offline"])).stdout;
  await call("import", "products", join(folder, "products.jsonl"), "--quiet");
  await call("index", "--quiet");
  const makeKey = async (kind: string): Promise<string> =>
    (JSON.parse(await call("keys", "create", kind, "--json")) as { readonly key: string }).key;
  const [publicKey, adminKey, port] = [
    await makeKey("--public"),
    await makeKey("--admin"),
    await freePort(),
  ];
  return {
    publicKey,
    adminKey,
    url: `http://127.0.0.1:${port}`,
    serve: async (origin) =>
      startProgram([vitrine, "serve", "-w", folder, "--offline", "--port", String(port)], {
        VITRINE_SHOPPER_SECRET: SHOPPER_SECRET,
        SHOP_ORIGIN: origin,
      }),
  };
}

/** Starts a Node program; resolves when it prints an address. */
export async function startProgram(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  cwd?: string,
): Promise<RunningProgram> {
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  // Not even a test run that is broken off leaves it behind.
  process.once("exit", () => child.kill());
  let output = "";
  const ended = new Promise<void>((resolve) =>
    child.once("exit", () => {
      resolve();
    }),
  );
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const found = /https?:\/\/(?:127\.0\.0\.1|localhost):[1-9]\d*/.exec(output);
      if (found !== null) resolve(found[0]);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("exit", (code) => {
      reject(new Error(`${args.join(" ")} ended with ${String(code)}: ${output}`));
    });
  });
  return {
    url,
    output: () => output,
    stop: async () => {
      child.kill();
      await ended;
    },
  };
}

/** Everything that is recorded of a shopper, as an operator exports it. */
export async function recordedEvents(
  { url, adminKey }: PreparedShop,
  shopper: string,
): Promise<readonly EventInput[]> {
  return (await createClient({ url, key: adminKey }).exportShopper(shopper)).events;
}

/** One that nobody listens on now. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

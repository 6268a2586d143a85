/**
 * @file The built web app in memory: every file with what its answer carries. No path of a request
 * ever reaches the file system.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

/** A file of the app. */
export interface StudioFile {
  readonly bytes: Buffer;
  readonly mediaType: string;
  readonly entityTag: string;
  /** Whether its name changes with its content. */
  readonly isImmutable: boolean;
  /** Brotli, made when it is first asked for; undefined for what is compressed already. */
  readonly compressed: () => Promise<Buffer> | undefined;
}

const folder = fileURLToPath(new URL("../../dist/studio/", import.meta.url));
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};
/** Half a second for the largest, once; the highest takes five times as long for 2 % less. */
const QUALITY = 9;
const compress = promisify(brotliCompress);

let files: ReadonlyMap<string, StudioFile> | undefined;

/** The files by their path below the app's folder, `assets/index-….js`. */
export function studioFiles(): ReadonlyMap<string, StudioFile> {
  files ??= new Map(
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .map((path) => path.replaceAll("\\", "/"))
      .flatMap((path): [string, StudioFile][] => {
        const mediaType = MEDIA_TYPES[extname(path)];
        return mediaType === undefined ? [] : [[path, toFile(path, mediaType)]];
      }),
  );
  return files;
}

function toFile(path: string, mediaType: string): StudioFile {
  const bytes = readFileSync(`${folder}${path}`);
  let compressed: Promise<Buffer> | undefined;
  return {
    bytes,
    mediaType,
    entityTag: `"${createHash("sha256").update(bytes).digest("base64url")}"`,
    isImmutable: /-[\w-]{8}\.\w+$/.test(path),
    compressed() {
      if (mediaType === MEDIA_TYPES[".woff2"]) return undefined;
      compressed ??= compress(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY } });
      return compressed;
    },
  };
}

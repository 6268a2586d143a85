/** @file Pictures of the workspace's own folder, and nothing outside of it. */
import { constants } from "node:fs";
import { open, realpath } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { resolve, sep } from "node:path";
import { VitrineError } from "../../errors.js";
import { imageTypeOf } from "./image-types.js";

/** A picture that has been opened. */
export interface LocalImage {
  readonly file: FileHandle;
  readonly mediaType: string;
  readonly bytes: number;
  /** Changes whenever the file does. */
  readonly entityTag: string;
}

/**
 * Opens a picture.
 *
 * @param folder - Absolute.
 * @param path - As the URL has it, with slashes.
 * @throws {VitrineError} `FILE_NOT_FOUND` for whatever is no picture in that folder; links out of it
 *   are followed by nobody, and what is outside is not told from what is not there.
 */
export async function openLocalImage(folder: string, path: string): Promise<LocalImage> {
  const mediaType = imageTypeOf(path);
  const isPlain = path
    .split("/")
    .every((part) => part !== "" && !part.startsWith(".") && !/[\\\0:]/.test(part));
  if (mediaType === undefined || !isPlain) throw notFound(path);
  let file: FileHandle | undefined;
  try {
    const root = await realpath(folder);
    const real = await realpath(resolve(root, path));
    if (!real.startsWith(root + sep)) throw notFound(path);
    // What has become a link since is not followed; a pipe would be waited for.
    file = await open(real, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const found = await file.stat();
    if (!found.isFile()) throw notFound(path);
    return {
      file,
      mediaType,
      bytes: found.size,
      entityTag: `"${found.size.toString(36)}-${Math.round(found.mtimeMs).toString(36)}"`,
    };
  } catch {
    await file?.close();
    throw notFound(path);
  }
}

function notFound(path: string): VitrineError<"FILE_NOT_FOUND"> {
  return new VitrineError(
    "FILE_NOT_FOUND",
    `There must be a picture of this name in the folder of pictures; got ${JSON.stringify(path.slice(0, 200))}. Mend the name.`,
    { path: path.slice(0, 200) },
  );
}

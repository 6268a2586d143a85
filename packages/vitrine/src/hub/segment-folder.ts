/**
 * @file A folder of small immutable files: written whole, read whole, removed.
 *
 * It is the file part of the vector cache (encoders/vector-cache.ts), which
 * stands in this layer because encoders touch no files. A file appears under its
 * name by a rename, so a reader sees all of it or nothing.
 */
import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { VitrineError } from "../errors.js";

/** Named blocks of bytes in groups. */
export interface SegmentStore {
  /** Names of the segments of a group, in the order of code units. */
  list(group: string): Promise<readonly string[]>;
  /** The bytes of a segment, undefined when it is not (or no longer) there. */
  read(group: string, name: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /**
   * Adds a segment, or replaces it.
   *
   * @throws {VitrineError} `DISK_FAILED`.
   */
  write(group: string, name: string, bytes: Uint8Array): Promise<void>;
  /** Removes a segment, if it is there. */
  remove(group: string, name: string): Promise<void>;
}

const ending = ".segment";

/** A store whose groups are folders inside `folder`, which is made when something is written. */
export function openSegmentFolder(folder: string): SegmentStore {
  const pathOf = (group: string, name: string): string => join(folder, group, `${name}${ending}`);
  return {
    async list(group) {
      try {
        const files = await readdir(join(folder, group));
        return files
          .filter((file) => file.endsWith(ending))
          .map((file) => file.slice(0, -ending.length))
          .sort();
      } catch {
        return [];
      }
    },
    async read(group, name) {
      try {
        // A copy of its own, so that numbers in it lie aligned.
        return Uint8Array.from(await readFile(pathOf(group, name)));
      } catch {
        return undefined;
      }
    },
    async write(group, name, bytes) {
      const path = pathOf(group, name);
      try {
        await mkdir(dirname(path), { recursive: true });
        const temporary = `${path}.${randomUUID()}`;
        await writeFile(temporary, bytes);
        await rename(temporary, path);
      } catch (cause) {
        const code = (cause as NodeJS.ErrnoException).code ?? "an error";
        throw new VitrineError(
          "DISK_FAILED",
          `${path} must be writable; got ${code}. Free some space, or work without the vector cache.`,
          { path },
          { cause },
        );
      }
    },
    remove: (group, name) => rm(pathOf(group, name), { force: true }),
  };
}

/**
 * @file Writes the rows that a stream leaves out as they come, so that a killed import can go on.
 *
 * The file has the form that `writeRejects` gives it. Every append answers with the length of the
 * file; an import that goes on cuts the file back to the length that its state knows of, so that
 * no row is lost and none stands there twice.
 */
import type { FileHandle } from "node:fs/promises";
import { open } from "node:fs/promises";

import { VitrineError } from "../errors.js";
import type { RawRow, RowSource } from "./raw-row.js";
import { notWritable, rejectedLines, rejectsExist, rejectsHead } from "./write-rejects.js";

/** A file of rejected rows that grows. */
export interface RejectsAppender {
  /**
   * Writes rows through to the disk. The file is made at the first row.
   *
   * @returns The length of the file in bytes, to be kept with the state of the import.
   * @throws {VitrineError} `PARAM_INVALID` when a file of this name is there already; `DISK_FAILED`;
   *   `FILE_CHANGED` when a file to go on with is shorter than it was.
   */
  append(rejects: readonly RawRow[]): Promise<number>;
  close(): Promise<void>;
}

/**
 * Prepares a file of rejected rows.
 *
 * @param source - Of the same import.
 * @param keptBytes - The length that the import to go on with knew of, 0 from its beginning on until
 *   the first append is committed; what stands behind it is cut off. Absent for a new import, which
 *   touches no file that is there.
 */
export function createRejectsAppender(
  path: string,
  source: Pick<RowSource, "format" | "columns" | "delimiter">,
  keptBytes?: number,
): RejectsAppender {
  let file: FileHandle | undefined;
  let length = keptBytes ?? 0;

  const openFile = async (): Promise<FileHandle> => {
    if (length === 0) return await open(path, keptBytes === undefined ? "wx" : "w");
    const kept = await open(path, "r+");
    const { size } = await kept.stat();
    if (size >= length) {
      await kept.truncate(length);
      return kept;
    }
    await kept.close();
    throw new VitrineError(
      "FILE_CHANGED",
      `The file of rejected rows must be left alone until its import has ended; ${path} held ${length} bytes and holds ${size}. Import the file from its start.`,
      { path },
    );
  };
  return {
    async append(rejects) {
      if (rejects.length === 0) return length;
      try {
        file ??= await openFile();
        const head = length === 0 ? rejectsHead(source) : "";
        const bytes = Buffer.from(head + rejectedLines(rejects, source), "utf8");
        for (let at = 0; at < bytes.length;) {
          at += (await file.write(bytes, at, bytes.length - at, length + at)).bytesWritten;
        }
        await file.datasync();
        length += bytes.length;
      } catch (cause) {
        if (cause instanceof VitrineError) throw cause;
        if ((cause as NodeJS.ErrnoException).code === "EEXIST") throw rejectsExist(path);
        throw notWritable(path, cause);
      }
      return length;
    },
    async close() {
      await file?.close();
      file = undefined;
    },
  };
}

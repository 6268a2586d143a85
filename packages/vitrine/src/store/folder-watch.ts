/**
 * @file Whether the folder of an open database is still there, and still the same one.
 *
 * PGlite does not notice that its files are gone: it goes on, fails with whatever comes, or computes
 * for ever. One small file of the folder is kept open meanwhile, so that the system can not give its
 * number to the file of another folder in the same place. One look is one call of the system.
 */
import { closeSync, fstatSync, openSync } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";

/** How often to look while a call is under way. */
export const lookEveryMs = 1_000;

export interface FolderWatch {
  /**
   * Why the folder can not be worked with any more; undefined while it can, and as long as there
   * never was a database in it.
   */
  look(): Promise<string | undefined>;
  /** Closes the file; from then on nothing is found wrong. */
  end(): void;
}

/**
 * @param folder - Of PGlite, or where one is about to be made.
 */
export function createFolderWatch(folder: string): FolderWatch {
  // Written once, when the database is made.
  const path = join(folder, "PG_VERSION");
  let known: { readonly file: number; readonly device: bigint; readonly inode: bigint } | undefined;
  let ended = false;
  let looking: Promise<string | undefined> | undefined;

  const meet = (): void => {
    let file: number;
    try {
      file = openSync(path, "r");
    } catch {
      // It is not made yet.
      return;
    }
    const { dev: device, ino: inode } = fstatSync(file, { bigint: true });
    known = { file, device, inode };
  };
  const compare = async (): Promise<string | undefined> => {
    if (known === undefined && !ended) meet();
    if (known === undefined) return undefined;
    try {
      const { dev, ino } = await stat(path, { bigint: true });
      const isSame = dev === known.device && ino === known.inode;
      return isSame ? undefined : "its folder was replaced while it was open";
    } catch (error) {
      return `its folder was taken away while it was open (${String(error)})`;
    }
  };
  return {
    look() {
      // A disk that does not answer must not be asked ever more often.
      looking ??= compare().finally(() => {
        looking = undefined;
      });
      return looking;
    },
    end() {
      ended = true;
      if (known !== undefined) closeSync(known.file);
      known = undefined;
    },
  };
}

/**
 * @file Sessions that were ended before their time, a file each in a folder of the workspace, so that
 * every server over that workspace knows of them, also after a start.
 *
 * A file is named by the end of its session and the session's nonce; it is removed when that time has
 * come. Nothing is read and written back, so that no sign-out is lost to another.
 */
import { access, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { VitrineError } from "../errors.js";

/** A session by what its cookie says. */
export interface EndedSession {
  readonly nonce: string;
  /** Seconds since 1970. */
  readonly exp: number;
}

/** Sessions that were ended before their time. */
export interface EndedSessions {
  has(session: EndedSession): Promise<boolean>;
  /** @throws {VitrineError} `DISK_FAILED` when it can not be kept. */
  add(session: EndedSession): Promise<void>;
}

/** The ended sessions in `folder`, which need not exist yet. */
export function openEndedSessions(folder: string, clock: () => Date): EndedSessions {
  const pathOf = ({ nonce, exp }: EndedSession): string => join(folder, `${exp}-${nonce}`);
  return {
    has: async (session) =>
      access(pathOf(session)).then(
        () => true,
        // What can not be looked at counts as ended.
        (error: unknown) => (error as NodeJS.ErrnoException).code !== "ENOENT",
      ),
    async add(session) {
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await writeFile(pathOf(session), "", { mode: 0o600, flush: true });
        for (const name of await readdir(folder)) {
          if (Number.parseInt(name, 10) * 1000 > clock().getTime()) continue;
          await rm(join(folder, name), { force: true });
        }
      } catch (cause) {
        throw new VitrineError(
          "DISK_FAILED",
          `The end of a session must be kept in ${folder}; the system refuses (${(cause as Error).message}). Make the folder writable, or free space; then sign out again.`,
          { path: folder },
          { cause },
        );
      }
    },
  };
}

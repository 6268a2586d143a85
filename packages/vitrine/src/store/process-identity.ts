/**
 * @file Which process this is, in words that another process on the machine can check later.
 *
 * A process id is used again after a while. Where there is `/proc`, the time the process started
 * and the boot of the machine tell two holders of one id apart.
 */
import { readFile, readdir } from "node:fs/promises";
import { hostname } from "node:os";
import { basename } from "node:path";
import { z } from "zod";

export const processIdentitySchema = z.object({
  host: z.string(),
  pid: z.int().positive(),
  /** Clock ticks since the boot, and the boot; absent where the system does not tell. */
  started: z.string().optional(),
});
export type ProcessIdentity = z.infer<typeof processIdentitySchema>;

export async function ownIdentity(): Promise<ProcessIdentity> {
  const started = await startOf(process.pid);
  return { host: hostname(), pid: process.pid, ...(started === undefined ? {} : { started }) };
}

/**
 * What this process was started as, for people: the program and the first word of what it was told,
 * like `vitrine import`. Nothing else of its arguments, which may hold what is not for others.
 */
export function ownCommand([, program = "node", first = ""]: readonly string[]): string {
  const name = basename(program).replace(/\.[cm]?[jt]s$/, "");
  return name === "vitrine" && /^[a-z][a-z-]*$/.test(first) ? `${name} ${first}` : name;
}

/** Whether this machine can tell if the process runs: it can not of another machine's. */
export function mayBeJudged({ host }: ProcessIdentity): boolean {
  return host === hostname();
}

/** Whether the process may still run. A process of another machine may. */
export async function mayRun(identity: ProcessIdentity): Promise<boolean> {
  if (!mayBeJudged(identity)) return true;
  const { pid, started } = identity;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Without the right to signal it, it is there all the same.
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code !== "EPERM") return false;
  }
  const now = await startOf(pid);
  return started === undefined || now === undefined || now === started;
}

async function startOf(pid: number): Promise<string | undefined> {
  try {
    const boot = (await readFile("/proc/sys/kernel/random/boot_id", "utf8")).trim();
    const status = await readFile(`/proc/${pid}/stat`, "latin1");
    // The command, in brackets, may hold blanks and brackets; the state is the first field after it.
    const fields = status.slice(status.lastIndexOf(")") + 2).split(" ");
    // A zombie holds nothing any more, unless one of its threads is still on its way out.
    if (fields[0] === "Z" && (await readdir(`/proc/${pid}/task`)).length <= 1) return "ended";
    return `${fields[19] ?? ""}@${boot}`;
  } catch {
    return undefined;
  }
}

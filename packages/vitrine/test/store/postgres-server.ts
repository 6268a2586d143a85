/**
 * @file A Postgres server for a test file: made in a temporary folder, on a Unix socket, gone at the end.
 *
 * Postgres refuses to run as root, so as root it runs as an unprivileged user. Where it is not
 * installed the tests that need it are skipped with that reason, but not in a gate: there it must be.
 */
import { execFileSync, spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";

export interface PostgresServer {
  /** URL of the database; `schema` is put behind it for tests that share the server. */
  url(schema?: string): string;
  stop(signal?: NodeJS.Signals): Promise<void>;
  start(): Promise<void>;
  /** Stops it and removes its folder. */
  remove(): Promise<void>;
}

/** Folder of Postgres's programs, or undefined where it is not installed. */
export function findPostgres(): string | undefined {
  const versions = "/usr/lib/postgresql";
  const folders = existsSync(versions)
    ? readdirSync(versions)
        .sort((a, b) => Number(b) - Number(a))
        .map((version) => join(versions, version, "bin"))
    : [];
  const path = (process.env["PATH"] ?? "").split(":");
  return [...folders, ...path].find(
    (folder) => existsSync(join(folder, "initdb")) && existsSync(join(folder, "postgres")),
  );
}

/** Why tests of Postgres can not run here, or undefined when they can; throws in a gate. */
export function whyNoPostgres(): string | undefined {
  if (findPostgres() !== undefined) return undefined;
  const reason = "PostgreSQL is not installed (Debian: apt-get install postgresql)";
  if ((process.env["CI"] ?? "") !== "") throw new Error(reason);
  return reason;
}

/** Makes a cluster and starts it. */
export async function startPostgres(): Promise<PostgresServer> {
  const programs = findPostgres();
  if (programs === undefined) throw new Error("internal: ask whyNoPostgres first");
  const owner = unprivilegedUser();
  // The socket's path must be short, and the folder reachable for the other user.
  const folder = mkdtempSync(join(existsSync("/tmp") ? "/tmp" : tmpdir(), "vitrine-pg-"));
  const data = join(folder, "data");
  mkdirSync(data, { mode: 0o700 });
  if (owner !== undefined) {
    for (const path of [folder, data]) chownSync(path, owner.uid, owner.gid);
  }
  const options = { cwd: folder, ...owner, env: { ...process.env, LC_ALL: "C", HOME: folder } };
  execFileSync(
    join(programs, "initdb"),
    ["-D", data, "-U", "vitrine", "-A", "trust", "-E", "UTF8", "--no-sync"],
    { ...options, stdio: "ignore" },
  );
  let server: ChildProcess | undefined;
  const url = (schema?: string): string =>
    `postgres://vitrine@localhost/postgres?host=${encodeURIComponent(folder)}${schema === undefined ? "" : `&schema=${schema}`}`;

  const start = async (): Promise<void> => {
    const started = spawn(
      join(programs, "postgres"),
      ["-D", data, "-k", folder, "-c", "listen_addresses=", "-c", "fsync=off"],
      { ...options, stdio: ["ignore", "ignore", "pipe"] },
    );
    server = started;
    let said = "";
    await new Promise<void>((resolve, reject) => {
      started.stderr.on("data", (chunk: Buffer) => {
        said += chunk.toString();
        if (said.includes("ready to accept connections")) resolve();
      });
      started.once("exit", () => {
        reject(new Error(`Postgres ended: ${said}`));
      });
    });
    const client = new Client({ connectionString: url() });
    await client.connect();
    await client.end();
  };
  const stop = async (signal: NodeJS.Signals = "SIGINT"): Promise<void> => {
    const running = server;
    server = undefined;
    if (running === undefined || running.exitCode !== null) return;
    const ended = once(running, "exit");
    running.kill(signal);
    await ended;
  };
  await start();
  return {
    url,
    start,
    stop,
    async remove() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function unprivilegedUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string, user: string): number =>
    Number(execFileSync("id", [flag, user], { stdio: ["ignore", "pipe", "ignore"] }).toString());
  for (const user of ["postgres", "nobody"]) {
    try {
      return { uid: id("-u", user), gid: id("-g", user) };
    } catch {
      // The next one, then.
    }
  }
  throw new Error("Postgres can not run as root and there is no user to run it as.");
}

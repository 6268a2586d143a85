/**
 * @file schemathesis, the fuzzer of OpenAPI documents: a virtual environment of its own, made once,
 * and what it says of a server.
 *
 * Made anew when schemathesis/requirements.txt changes, some 80 MB beside the installed packages.
 */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const own = fileURLToPath(new URL("schemathesis/", import.meta.url));
const requirements = `${own}requirements.txt`;
const environment = fileURLToPath(
  new URL("../../node_modules/.cache/schemathesis", import.meta.url),
);
const marker = join(environment, "requirements.sha256");

const reportSchema = z.object({
  seed: z.int(),
  complete: z.boolean(),
  operations: z.object({ total: z.int(), tested: z.int() }),
  phases: z.record(z.string(), z.object({ status: z.string() })),
  test_cases: z.object({ generated: z.int() }),
  failures: z.array(z.object({ title: z.string(), operations: z.array(z.string()) })),
  errors: z.array(z.unknown()),
});
/** What schemathesis reports of a run. */
export type FuzzReport = z.infer<typeof reportSchema>;

export interface FuzzOptions {
  /** Where the OpenAPI document is. */
  readonly url: string;
  /** Sent as `Authorization: Bearer KEY`. */
  readonly key: string;
  /** Of an operator's session. */
  readonly cookie: string;
  /** How many calls of each operation are made up, beside those that cover its schema. */
  readonly examples: number;
  readonly seed: number;
  /** Texts by the name of the dictionary file that schemathesis.toml has them from. */
  readonly dictionaries: Readonly<Record<string, readonly string[]>>;
  /** Empty, for what it writes. */
  readonly folder: string;
}

/** What was found, and what the program printed, each line cut to what can be read. */
export interface FuzzResult {
  readonly report: FuzzReport;
  readonly output: string;
}

/**
 * Sets schemathesis up.
 *
 * @throws {Error} When Python or the packages can not be had; the message tells which and what to do.
 */
export function setUpSchemathesis(): void {
  const wanted = createHash("sha256").update(readFileSync(requirements)).digest("hex");
  if (existsSync(marker) && readFileSync(marker, "utf8") === wanted) return;
  rmSync(environment, { recursive: true, force: true });
  mkdirSync(environment, { recursive: true });
  run(
    "python3",
    ["-m", "venv", environment],
    "Python 3.11 or newer with venv must be installed (Debian: apt-get install python3-venv)",
  );
  run(
    join(environment, "bin", "python"),
    ["-m", "pip", "install", "--no-input", "--quiet", "-r", requirements],
    "the packages of test/server/schemathesis/requirements.txt must be had from PyPI; check the network and the disk",
  );
  writeFileSync(marker, wanted);
}

/** Fuzzes a server from its OpenAPI document. */
export async function runSchemathesis(options: FuzzOptions): Promise<FuzzResult> {
  const { url, key, cookie, examples, seed, dictionaries, folder } = options;
  const config = join(folder, "schemathesis.toml");
  cpSync(`${own}schemathesis.toml`, config);
  for (const [name, texts] of Object.entries(dictionaries)) {
    writeFileSync(join(folder, name), texts.map((text) => `${JSON.stringify(text)}\n`).join(""));
  }
  const reports = join(folder, "reports");
  const output = await printed(
    join(environment, "bin", "st"),
    [
      ...["--config-file", config, "--no-color", "run", url],
      ...[
        "--max-examples",
        String(examples),
        "--seed",
        String(seed),
        "--report",
        "json",
        "--report-dir",
        reports,
      ],
    ],
    { cwd: folder, env: { ...process.env, VITRINE_FUZZ_KEY: key, VITRINE_FUZZ_COOKIE: cookie } },
  );
  const file = existsSync(reports)
    ? readdirSync(reports).find((name) => name.endsWith(".json"))
    : undefined;
  if (file === undefined) {
    throw new Error(`schemathesis must end with a report; it left none and printed:\n${output}`);
  }
  const report = reportSchema.parse(JSON.parse(readFileSync(join(reports, file), "utf8")));
  return { report, output };
}

async function printed(
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    const parts: Buffer[] = [];
    child.stdout.on("data", (part: Buffer) => parts.push(part));
    child.stderr.on("data", (part: Buffer) => parts.push(part));
    child.on("error", reject);
    child.on("close", () => {
      const lines = Buffer.concat(parts).toString("utf8").split("\n");
      resolve(lines.map((line) => line.slice(0, 600)).join("\n"));
    });
  });
}

function run(command: string, args: readonly string[], rule: string): void {
  const { status, error, stderr, stdout } = spawnSync(command, args, { encoding: "utf8" });
  if (status === 0) return;
  const got = error === undefined ? `exit code ${status}:\n${stdout}${stderr}` : error.message;
  throw new Error(
    `To fuzz the HTTP API ${rule}; got from ${command} ${args.slice(0, 3).join(" ")} ${got}`,
  );
}

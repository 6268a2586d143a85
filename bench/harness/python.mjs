/**
 * @file The rivals' Python: a scratch virtual environment beside this folder, made once.
 *
 * Made anew when requirements.txt changes. The processors' PyTorch is what PyPI has for the system; on
 * Linux it brings the libraries for graphics cards along, some gigabytes that are never loaded.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const bench = fileURLToPath(new URL("..", import.meta.url));
const environment = process.env["VITRINE_BENCH_ENVIRONMENT"] ?? `${bench}.venv`;
const requirements = `${bench}requirements.txt`;
const marker = `${environment}/requirements.sha256`;

/**
 * The interpreter of the environment.
 *
 * @param {(text: string) => void} log
 * @throws {Error} When Python or the packages can not be had; the message tells which and what to do.
 */
export function setUpPython(log) {
  const python = `${environment}/bin/python`;
  const wanted = createHash("sha256").update(readFileSync(requirements)).digest("hex");
  if (existsSync(marker) && readFileSync(marker, "utf8") === wanted) return python;
  log("Setting up the rivals' Python in bench/.venv (once; about 7 GB, some minutes) …");
  rmSync(environment, { recursive: true, force: true });
  run(
    "python3",
    ["-m", "venv", environment],
    "Python 3.11 or newer with venv must be installed (Debian: apt-get install python3-venv)",
  );
  run(
    python,
    ["-m", "pip", "install", "--no-input", "--quiet", "-r", requirements],
    "the packages of bench/requirements.txt must be had from PyPI; see what pip says above, and check the network and the disk",
  );
  writeFileSync(marker, wanted);
  return python;
}

/** @param {string} command @param {readonly string[]} args @param {string} rule */
function run(command, args, rule) {
  const { status, error } = spawnSync(command, args, { stdio: ["ignore", 2, 2] });
  if (status === 0) return;
  const got = error === undefined ? `exit code ${status}` : error.message;
  throw new Error(
    `For --rivals ${rule}; got ${got} from ${command} ${args.slice(0, 3).join(" ")}. Without --rivals ours alone is measured.`,
  );
}

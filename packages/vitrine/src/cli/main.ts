/** @file The process `vitrine`: arguments in, exit code out. */
import { runProgram } from "./program.js";

const cancel = new AbortController();
process.once("SIGINT", () => {
  cancel.abort(new Error("interrupted"));
  process.once("SIGINT", () => process.exit(130));
});
process.once("SIGTERM", () => {
  cancel.abort(new Error("terminated"));
});
// A reader that closes early (`vitrine search … | head`) is no fault.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  process.exit(error.code === "EPIPE" ? 0 : 1);
});

process.exitCode = await runProgram(
  {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    signal: cancel.signal,
    now: () => performance.now(),
    exitCode: 0,
  },
  process.argv.slice(2),
);

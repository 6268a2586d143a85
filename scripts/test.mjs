/**
 * @file `npm test`, `npm run test:data`, `npm run test:full`: sets up what is missing, runs the suites.
 *
 * Closes with `N passed, N failed, N skipped`. When `VITRINE_TEST_TALLY` names a file, the three
 * counts are added to it as a line of JSON, so that a caller can sum several runs.
 */
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { binary, setUp, tryRun } from "./run.mjs";

const suites = { unit: ["unit"], data: ["data"], full: ["unit", "data"] };
const [kind = "unit", ...rest] = process.argv.slice(2);
const projects = suites[kind];
if (projects === undefined) {
  console.error(`There is no suite "${kind}"; the suites are ${Object.keys(suites).join(", ")}.`);
  process.exit(2);
}

setUp();
const scratch = mkdtempSync(join(tmpdir(), "vitrine-test-"));
const report = join(scratch, "report.json");
const status = tryRun(
  binary("vitest"),
  [
    "run",
    ...projects.flatMap((project) => ["--project", project]),
    // Figures of quality do not change with what runs beside them.
    ...(kind === "data" ? ["--maxWorkers=2"] : []),
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
    ...rest,
  ],
  { env: { ...process.env, ...(kind === "full" ? { VITRINE_TEST_FULL: "1" } : {}) } },
);

const tally = readTally();
rmSync(scratch, { recursive: true, force: true });
if (process.env.VITRINE_TEST_TALLY) {
  appendFileSync(process.env.VITRINE_TEST_TALLY, `${JSON.stringify(tally)}\n`);
}
console.log(`${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped`);
process.exitCode = status !== 0 || tally.failed > 0 || tally.passed === 0 ? 1 : 0;

function readTally() {
  try {
    const { numPassedTests, numFailedTests, numTotalTests, testResults } = JSON.parse(
      readFileSync(report, "utf8"),
    );
    // A file that fails to load has no tests of its own, but it is a failure all the same.
    const brokenFiles = testResults.filter(
      (file) =>
        file.status === "failed" && !file.assertionResults.some((t) => t.status === "failed"),
    ).length;
    return {
      passed: numPassedTests,
      failed: numFailedTests + brokenFiles,
      skipped: numTotalTests - numPassedTests - numFailedTests,
    };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

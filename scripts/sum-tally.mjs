/** @file Sums the counts that test runs left in a tally file into the closing line. */
import { readFileSync } from "node:fs";

const lines = readFileSync(process.argv[2], "utf8").split("\n").filter(Boolean);
const sum = { passed: 0, failed: 0, skipped: 0 };
for (const line of lines) {
  for (const [key, count] of Object.entries(JSON.parse(line))) sum[key] += count;
}
console.log(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
process.exitCode = sum.passed > 0 && sum.failed === 0 ? 0 : 1;

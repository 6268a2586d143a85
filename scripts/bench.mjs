/** @file `npm run bench`: sets up what is missing and builds, then bench/run.mjs with the same flags. */
import { run, setUp } from "./run.mjs";

setUp();
run("node", ["bench/run.mjs", ...process.argv.slice(2)]);

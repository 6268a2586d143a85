/**
 * @file A process that publishes, to be killed.
 *
 * Arguments: folder of the registry, how many versions to publish, and the number of the file
 * operation at which it kills itself (0: never). Prints the versions and the count of operations.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openRegistry } from "../../src/registry/registry.js";
import { countFileOperations } from "./file-operations.js";

const [root = "", count = "1", killAt = "0"] = process.argv.slice(2);
const registry = openRegistry(root, { clock: () => new Date() });
const stopCounting = countFileOperations((number) => {
  if (number !== Number(killAt)) return;
  process.kill(process.pid, "SIGKILL");
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0); // Until the signal arrives.
});
const versions: string[] = [];
for (let round = 0; round < Number(count); round++) {
  const { version } = await registry.publish(
    { name: "search", kind: "test", options: {}, licence: "MIT", engineVersion: "0" },
    async (folder) => {
      await mkdir(join(folder, "part"));
      await writeFile(join(folder, "a.txt"), `written by ${process.pid}`);
      await writeFile(join(folder, "part", "b.txt"), "b".repeat(5000));
    },
  );
  versions.push(version);
}
process.stdout.write(JSON.stringify({ versions, operations: stopCounting() }));

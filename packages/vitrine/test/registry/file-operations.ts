/**
 * @file Interrupts a program at any of its changes to the file system.
 *
 * Every changing function of node:fs/promises is counted, so that a test can end or fail the
 * program at each of them in turn, and a step added later can not escape. A write counts twice:
 * before it, and when half of it is on the disk.
 */
import promises from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";

type AsyncFunction = (...args: never[]) => Promise<unknown>;
const changing = ["mkdir", "mkdtemp", "open", "rename", "rm", "writeFile"] as const;

/**
 * Counts the operations from now on.
 *
 * @param onOperation - Called with the number of the operation, from 1; what it throws is what the
 *   operation throws.
 * @returns Ends the counting and gives the number of operations.
 */
export function countFileOperations(onOperation: (number: number) => void): () => number {
  const originals = Object.fromEntries(changing.map((name) => [name, promises[name]]));
  let count = 0;
  const count1 = (): void => {
    onOperation(++count);
  };
  const counted = (original: AsyncFunction): AsyncFunction =>
    async function (this: unknown, ...args) {
      count1();
      return original.apply(this, args);
    };

  for (const name of changing)
    Object.assign(promises, { [name]: counted(originals[name] as never) });
  Object.assign(promises, {
    async open(...args: Parameters<typeof promises.open>) {
      const handle = await (originals["open"] as typeof promises.open)(...args);
      return Object.assign(handle, { sync: counted(handle.sync.bind(handle)) });
    },
    async writeFile(path: string, text: string) {
      const write = originals["writeFile"] as typeof promises.writeFile;
      count1();
      await write(path, text.slice(0, text.length / 2));
      count1();
      await write(path, text);
    },
  });
  syncBuiltinESMExports();
  return () => {
    Object.assign(promises, originals);
    syncBuiltinESMExports();
    return count;
  };
}

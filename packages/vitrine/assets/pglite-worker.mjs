/**
 * @file Runs PGlite in a thread of its own: the database computes beside the caller, not in its way.
 *
 * A worker needs a file that Node can load whether the caller runs from the sources or from the
 * build, so this one is plain JavaScript. It answers `{ id, text, parameters }` with
 * `{ id, rows, columns }` or `{ id, error }`, one after the other.
 */
import { parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";
import { vector } from "@electric-sql/pglite-pgvector";

const settings = Object.entries(workerData.settings).flatMap(([name, value]) => [
  "-c",
  `${name}=${value}`,
]);
const said = [];
const listen = (line) => {
  said.push(line);
  if (said.length > 20) said.shift();
  return true;
};

/** What the file system of the compiled program says of a disk, by WASI's numbers. */
const systemCodes = {
  2: "EACCES",
  19: "EDQUOT",
  22: "EFBIG",
  29: "EIO",
  44: "ENOENT",
  51: "ENOSPC",
  54: "ENOTDIR",
  63: "EPERM",
  69: "EROFS",
};

try {
  const database = await PGlite.create({
    dataDir: workerData.folder,
    pgliteWasmModule: workerData.program,
    extensions: { vector },
    initialMemory: workerData.initialMemoryBytes,
    startParams: [...PGlite.defaultStartParams, ...settings],
    // Journal files of 1 MB instead of 16: a new folder is 10 MB smaller.
    initDbStartParams: ["--wal-segsize=1"],
    onStderr: listen,
  });
  let last = Promise.resolve();
  parentPort.on("message", (message) => {
    last = last.then(() => answer(database, message));
  });
  parentPort.postMessage({ ready: true });
} catch (error) {
  parentPort.postMessage({ failed: describe(error) });
}

async function answer(database, { id, text, parameters, close }) {
  try {
    if (close) {
      await database.close();
      parentPort.postMessage({ id, rows: [], columns: [] });
      parentPort.close();
      return;
    }
    const { rows, fields } = await database.query(text, parameters, { rowMode: "array" });
    parentPort.postMessage({ id, rows, columns: fields.map(({ name }) => name) });
  } catch (error) {
    parentPort.postMessage({ id, error: describe(error) });
  }
}

function describe(error) {
  const system = systemCodes[error?.errno];
  if (error?.name === "ErrnoError") {
    const message = system ?? `system error ${error.errno} of WASI`;
    return { message, sqlState: system, said: said.join("\n") };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { message, sqlState: error?.code, said: said.join("\n") };
}

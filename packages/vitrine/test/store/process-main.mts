/**
 * @file A process for the tests of the store: `tsx process-main.mts TASK FOLDER TEMPLATES [COUNT]`.
 *
 * It says a line for everything that has been acknowledged, so that the test knows what must be there.
 */
import { appendFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { openStore } from "../../src/store/open-store.js";
import type { Product } from "../../src/data/product.js";
import { tryLock } from "../../src/store/folder-lock.js";

const [task = "", folder = "", templateFolder = "", count = "0"] = process.argv.slice(2);
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
const clock = (): Date => new Date();
const product = (id: string): Product => ({
  id,
  title: `Product ${id}`,
  categoryPath: [],
  images: [],
  attributes: {},
});

if (task === "lock") {
  // Takes the lock again and again and keeps a mark while it has it: a mark of another is a breach.
  const mark = `${folder}.mark`;
  for (let n = 0; n < Number(count); n += 1) {
    const lock = await tryLock(folder, { command: "test", since: "now", socket: "" });
    if (!lock.acquired) continue;
    let other = "";
    try {
      other = readFileSync(mark, "utf8");
    } catch {
      // Nobody is in.
    }
    const alive = other !== "" && isAlive(Number(other));
    if (alive) appendFileSync(`${folder}.breach`, `${process.pid} met ${other}\n`);
    writeFileSync(mark, String(process.pid));
    say(`in ${n}`);
    rmSync(mark, { force: true });
    await lock.release();
  }
} else {
  const store = await openStore({ folder, templateFolder, clock, command: `test ${task}` });
  say(`open ${store.kind}`);
  if (task === "upsert") {
    for (let n = 0; ; n += 1) {
      const id = `${process.pid}-${n}`;
      await store.upsertProducts([product(id)]);
      say(id);
    }
  } else if (task === "import") {
    const session = await store.beginImport({ key: "killed", label: "killed" });
    say(`from ${session.resumeAtRow}`);
    for (let row = session.resumeAtRow; row < Number(count); row += 50) {
      await session.stage(
        Array.from({ length: 50 }, (_, k) => product(`row-${row + k}`)),
        row + 50,
        { row: row + 50 },
      );
      say(`staged ${row + 50}`);
    }
    await session.finish({ replace: true, report: null });
    say("finished");
    await store.close();
  } else {
    // Holds it until its standard input ends.
    process.stdin.resume();
    process.stdin.once("end", () => {
      void store.close().then(() => {
        say("closed");
      });
    });
  }
}

/** A killed process that its parent has not yet taken note of is dead. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    const status = readFileSync(`/proc/${pid}/stat`, "latin1");
    return !/^[ZX]/.test(status.slice(status.lastIndexOf(")") + 2));
  } catch {
    return false;
  }
}

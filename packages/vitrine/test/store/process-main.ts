/**
 * @file A process for the tests of the store: `node process-main.js TASK FOLDER TEMPLATES COUNT`.
 *
 * It says a line for everything that has been acknowledged, so that the test knows what must be there.
 */
import { appendFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { Product } from "../../src/data/product.js";
import { isVitrineError } from "../../src/errors.js";
import { tryLock } from "../../src/store/folder-lock.js";
import { openStore } from "../../src/store/open-store.js";
import type { Store } from "../../src/store/store.js";
import { eventsOf } from "./recorded-events.js";

const [task = "", folder = "", templateFolder = "", count = "0"] = process.argv.slice(2);
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
const clock = (): Date => new Date();
const product = (id: string, description?: string): Product => ({
  id,
  title: `Product ${id}`,
  categoryPath: [],
  images: [],
  attributes: {},
  ...(description === undefined ? {} : { description }),
});
const batchSize = 25;

if (task === "lock") await takeLock();
else {
  const store = await openStore({ folder, templateFolder, clock, command: `test ${task}` }).catch(
    (error: unknown) => {
      say(isVitrineError(error) ? `${error.code} ${error.message}` : String(error));
      return process.exit();
    },
  );
  say(`open ${store.kind} ${await store.revision()}`);
  if (task === "write") await write(store);
  else if (task === "upsert") await upsert(store);
  else if (task === "fill") await fill(store);
  else if (task === "import") await importOnce(store);
  else if (task === "record") await record(store);
  else hold(store);
}

/** Takes the lock again and again and keeps a mark while it has it: a mark of another is a breach. */
async function takeLock(): Promise<void> {
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
}

/** Imports `count` rows in batches, one upsert after each, again and again, and never ends. */
async function write(store: Store): Promise<void> {
  for (let writes = 0; ;) {
    const round = (await store.importRecords(1_000)).length;
    const session = await store.beginImport({ key: `import ${round}`, label: "killed" });
    say(`from ${round} ${session.resumeAtRow}`);
    for (let row = session.resumeAtRow; row < Number(count); row += batchSize) {
      const ids = Array.from({ length: batchSize }, (_, k) => `row-${round}-${row + k}`);
      await session.stage(
        ids.map((id) => product(id)),
        row + batchSize,
        null,
      );
      say(`staged ${round} ${row + batchSize}`);
      const { revision } = await store.upsertProducts([product(`one-${process.pid}-${writes}`)]);
      say(`upserted one-${process.pid}-${writes} ${revision}`);
      writes += 1;
    }
    const { revision } = await session.finish({
      replace: false,
      report: null,
      onProgress: (applied) => {
        say(`applied ${round} ${applied}`);
      },
    });
    say(`finished ${round} ${revision}`);
  }
}

/** Writes `count` products one by one; a write whose holder ended is repeated. */
async function upsert(store: Store): Promise<void> {
  for (let n = 0; n < Number(count); n += 1) {
    const one = product(`${process.pid}-${n}`);
    for (let done = false; !done;) {
      try {
        await store.upsertProducts([one]);
        done = true;
      } catch (error) {
        if (!isVitrineError(error, "STORE_UNAVAILABLE")) throw error;
      }
    }
    say(one.id);
  }
  await store.close();
  say("closed");
}

/** Writes ever more large products until the disk has no room, then one small one. */
async function fill(store: Store): Promise<void> {
  // Too many different characters for Postgres to make the text smaller.
  const text = (n: number): string =>
    Array.from({ length: 1_500 }, (_, k) =>
      String.fromCodePoint(0x4e00 + ((k * k * 31 + n * 7_919 + k * n) % 20_000)),
    ).join("");
  for (let n = 0; ; n += 1) {
    const products = Array.from({ length: 50 }, (_, k) => product(`${n}-${k}`, text(50 * n + k)));
    try {
      await store.upsertProducts(products);
    } catch (error) {
      say(isVitrineError(error) ? error.code : String(error).slice(0, 200));
      break;
    }
    say(`filled ${products.length * (n + 1)}`);
  }
  say(`left ${await store.productCount()} ${await store.revision()}`);
  await store.close();
  say("closed");
}

/** Imports `count` rows in batches of a thousand; says how that and closing ended. */
async function importOnce(store: Store): Promise<void> {
  try {
    const session = await store.beginImport({ key: "import", label: "import" });
    for (let row = 0; row < Number(count); row += 1_000) {
      const products = Array.from({ length: 1_000 }, (_, k) => product(`row-${row + k}`));
      await session.stage(products, row + 1_000, null);
      say(`staged ${row + 1_000}`);
    }
    await session.finish({
      replace: false,
      report: null,
      onProgress: (applied) => {
        say(`applied ${applied}`);
      },
    });
    say("finished");
  } catch (error) {
    say(isVitrineError(error) ? error.code : String(error));
  }
  await store.revision().catch((error: unknown) => {
    say(`then ${isVitrineError(error) ? error.code : String(error)}`);
  });
  await store.close();
  say("closed");
}

/**
 * Several clients at once record event after event, each from the number on that `count` has for it
 * (`3,0,7`), and never end. Every fourth client sends bulks.
 */
async function record(store: Store): Promise<void> {
  const client = async (at: number, first: number): Promise<void> => {
    for (let n = first; ; n += 1) {
      const events = eventsOf(at, n);
      say(`sent ${at} ${n}`);
      const { accepted, duplicates } = await store.recordEvents(events);
      // An acknowledgement is on its way for a while, in which a process can die.
      await sleep((at + n) % 8);
      say(`done ${at} ${n} ${accepted} ${duplicates}`);
    }
  };
  await Promise.all(count.split(",").map((first, at) => client(at, Number(first))));
}

/** Holds the database until the standard input ends. */
function hold(store: Store): void {
  process.stdin.resume();
  process.stdin.once("end", () => {
    void store.close().then(() => {
      say("closed");
    });
  });
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

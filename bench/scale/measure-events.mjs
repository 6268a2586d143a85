/**
 * @file Measures what the embedded store takes of events: in bulks, one by one from several callers at once,
 * from a file; how it is read; what a merge and an erasure cost.
 *
 * The database is new and grows during the measurement. Nothing else is done meanwhile; a busy
 * machine shows in the load that the record names.
 */
import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEngine } from "vitrine";
import { runCommand } from "../catalogue/command.mjs";
import { circumstances, loadNow, writeRecord } from "../harness/record.mjs";

const help = `Measures events in the embedded store.

Usage: node bench/scale/measure-events.mjs [--events 100000] [--singles 20000] [--callers 50] [--out FILE]

  --events N   how many come in bulks of 1,000, and how many in a file
  --singles N  how many come one by one
  --callers N  from how many callers at once
  --out FILE   where the record goes; default: printed
  --help       shows this
`;
const bulkSize = 1000;
const asked = 200;

await runCommand(help, {
  options: {
    events: { type: "string", default: "100000" },
    singles: { type: "string", default: "20000" },
    callers: { type: "string", default: "50" },
    out: { type: "string" },
  },
  async run({ events, singles, callers, out }) {
    const before = loadNow();
    const measured = await measure(Number(events), Number(singles), Number(callers));
    const record = {
      ...circumstances([before, loadNow()]),
      versions: { node: process.version },
      ...measured,
    };
    if (out === undefined) console.log(JSON.stringify(record, null, 2));
    else await writeRecord(out, record);
  },
});

async function measure(events, singles, callers) {
  const folder = mkdtempSync(join(tmpdir(), "vitrine-events-"));
  const engine = await createEngine({ workspace: folder, config: {} });
  try {
    await engine.recordEvents([eventAt(-1)]);
    const bulkSeconds = await seconds(async () => {
      for (let start = 0; start < events; start += bulkSize) {
        await engine.recordEvents(Array.from({ length: bulkSize }, (_, n) => eventAt(start + n)));
      }
    });
    let next = events;
    const times = [];
    const singleSeconds = await seconds(async () => {
      await Promise.all(
        Array.from({ length: callers }, async () => {
          while (next < events + singles) {
            const event = eventAt(next++);
            const started = performance.now();
            await engine.recordEvents([event]);
            times.push(performance.now() - started);
          }
        }),
      );
    });
    const file = join(folder, "events.csv");
    await writeCsv(file, events + singles, events);
    const importSeconds = await seconds(() => engine.importEvents(file));
    const againSeconds = await seconds(() => engine.importEvents(file));
    const exportSeconds = await seconds(async () => {
      for (let n = 0; n < asked; n++) await engine.exportShopper(`shopper-${n}`);
    });
    const mergeSeconds = await seconds(async () => {
      for (let n = 0; n < asked; n++) await engine.mergeShopper(`visitor-${n}`, `shopper-${n}`);
    });
    const eraseSeconds = await seconds(() => engine.eraseShopper("shopper-1"));
    const kinds = await engine.eventSummary();
    return {
      events: kinds.reduce((sum, { count }) => sum + count, 0),
      bulk: { size: bulkSize, eventsPerSecond: round(events / bulkSeconds) },
      single: {
        callers,
        eventsPerSecond: round(singles / singleSeconds),
        medianMs: round(quantile(times, 0.5)),
        p99Ms: round(quantile(times, 0.99)),
      },
      import: { rowsPerSecond: round(events / importSeconds) },
      importAgain: { rowsPerSecond: round(events / againSeconds) },
      exportMs: round((1000 * exportSeconds) / asked),
      mergeMs: round((1000 * mergeSeconds) / asked),
      eraseSeconds: round(eraseSeconds),
    };
  } finally {
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Half by shoppers, half by visitors; spread over 20,000 of each and 50,000 products. */
function eventAt(n) {
  const who = (n * 7919) % 20_000;
  return {
    key: `event-${n}`,
    kind: n % 10 === 0 ? "purchase" : "view",
    ...(n % 2 === 0 ? { shopper: `shopper-${who}` } : { anonymous: `visitor-${who}` }),
    session: `session-${n >> 3}`,
    product: `product-${(n * 31) % 50_000}`,
    time: new Date(1_700_000_000_000 + n * 1000).toISOString(),
  };
}

async function writeCsv(file, first, count) {
  const stream = createWriteStream(file);
  stream.write("event,user_id,visitor_id,session,item_id,timestamp\n");
  for (let n = first; n < first + count; n++) {
    const { kind, shopper = "", anonymous = "", session, product, time } = eventAt(n);
    const line = `${[kind, shopper, anonymous, session, product, time].join(",")}\n`;
    if (!stream.write(line)) await once(stream, "drain");
  }
  stream.end();
  await once(stream, "finish");
}

async function seconds(work) {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

function round(value) {
  return value >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}

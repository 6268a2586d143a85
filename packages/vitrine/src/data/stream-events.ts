/**
 * @file Reads a file of events of any size, batch by batch.
 *
 * A row without a key of its own gets one of its content and of how many equal rows stand before
 * it: the same file read again gives the same keys, and two equal rows stay two events. Memory
 * is one batch, and 20 to 40 bytes for each row that needs a key.
 */
import { createHash } from "node:crypto";
import { VitrineError, checkNotCancelled } from "../errors.js";
import type { Event, EventKind } from "./event.js";
import { mapEventColumns } from "./event-mapping.js";
import type { EventMapping, EventMappingOverrides, KindOverrides } from "./event-mapping.js";
import { createHashTable } from "./hash-table.js";
import { parseEvent } from "./parse-event.js";
import type { EventProblem } from "./parse-event.js";
import { isMissing } from "./parsed.js";
import type { RawRow, RowSource } from "./raw-row.js";
import { openRows } from "./read-rows.js";

export interface StreamEventsOptions {
  /** Field → column, before what is guessed. */
  readonly mapping?: EventMappingOverrides;
  /** Their kind → ours, before what is known; null leaves such events out. */
  readonly kinds?: KindOverrides;
  /** What happened in every row; no column is then asked. */
  readonly kind?: EventKind;
  /** `stop` (default) throws at the first bad row; `skip` leaves bad rows out and reports them. */
  readonly onBadRow?: "stop" | "skip";
  readonly signal?: AbortSignal;
  /** Rows of a batch; default 1,000. */
  readonly batchRows?: number;
}

/** Why a row of a file is no event. */
export interface EventRowProblem extends EventProblem {
  /** 1-based line in which the row begins; in Parquet the number of the row. */
  readonly line: number;
}

/** Some rows of a file. */
export interface EventBatch {
  readonly events: readonly Event[];
  /** The rows that were left out, as the file has them. */
  readonly rejects: readonly RawRow[];
  readonly problems: readonly EventRowProblem[];
  /** Rows of this batch without blank ones. */
  readonly rowsRead: number;
  /** Of them, those of kinds that are to be left out. */
  readonly leftOut: number;
  readonly bytesRead: number;
  readonly bytesTotal: number;
}

/** A file that was opened and is read batch by batch, once. */
export interface EventStream extends AsyncIterable<EventBatch> {
  readonly source: RowSource;
  readonly mapping: EventMapping;
}

const sampleRows = 1_000;
const batchCharacters = 8 * 1024 * 1024;

/**
 * Opens a file as a stream of events.
 *
 * @param path - A file as `openRows` takes it.
 * @throws {VitrineError} Here: as `openRows` and `mapEventColumns`. In the iteration: `ROW_INVALID` at
 *   the first bad row unless bad rows are skipped; `FORMAT_BROKEN`, `FILE_CHANGED`, `CANCELLED`.
 */
export async function streamEvents(
  path: string,
  options: StreamEventsOptions = {},
): Promise<EventStream> {
  const { kinds = {}, kind, signal, batchRows = 1_000 } = options;
  checkNotCancelled(signal, "Reading events");
  const source = await openRows(path, { called: "An event file" });
  const sample: Readonly<Record<string, unknown>>[] = [];
  for await (const row of source.rows()) {
    sample.push(row.values);
    if (sample.length >= sampleRows) break;
  }
  const mapping = mapEventColumns(source.columns, sample, {
    kinds,
    ...(options.mapping === undefined ? {} : { told: options.mapping }),
    ...(kind === undefined ? {} : { kind }),
  });
  const seen = createHashTable();
  const makeKey = (row: RawRow): string => {
    const content = contentKey(row);
    const earlier = seen.get(content) ?? 0;
    seen.set(content, earlier + 1);
    return earlier === 0 ? content : `${content}.${earlier}`;
  };
  const settle = (rows: readonly RawRow[]): EventBatch => {
    checkNotCancelled(signal, "Reading events");
    const events: Event[] = [];
    const rejects: RawRow[] = [];
    const problems: EventRowProblem[] = [];
    let [rowsRead, leftOut] = [0, 0];
    for (const row of rows) {
      if (isBlank(row)) continue;
      rowsRead += 1;
      const reading = parseEvent(row, mapping, kinds, () => makeKey(row));
      if ("event" in reading) events.push(reading.event);
      else if ("leftOut" in reading) leftOut += 1;
      else {
        if (options.onBadRow !== "skip") throw badRow(path, row.line, reading.problem);
        problems.push({ line: row.line, ...reading.problem });
        rejects.push(row);
      }
    }
    const { bytesTotal } = source;
    return {
      events,
      rejects,
      problems,
      rowsRead,
      leftOut,
      bytesRead: source.bytesRead(),
      bytesTotal,
    };
  };
  async function* batches(): AsyncGenerator<EventBatch> {
    let rows: RawRow[] = [];
    let characters = 0;
    for await (const row of source.rows()) {
      rows.push(row);
      characters += row.text?.length ?? 0;
      if (rows.length < batchRows && characters < batchCharacters) continue;
      yield settle(rows);
      rows = [];
      characters = 0;
    }
    if (rows.length > 0) yield settle(rows);
  }
  return { source, mapping, [Symbol.asyncIterator]: batches };
}

/** 132 bits of what stands in the row, whatever the order of its columns and the format of the file. */
function contentKey({ values }: RawRow): string {
  const content = Object.keys(values)
    .filter((column) => !isMissing(values[column]))
    .sort()
    .map((column) => [column, String(values[column])]);
  return createHash("sha256").update(JSON.stringify(content)).digest("base64url").slice(0, 22);
}

function isBlank(row: RawRow): boolean {
  return row.broken === undefined && Object.values(row.values).every(isMissing);
}

function badRow(
  path: string,
  line: number,
  { field, column, got, why }: EventProblem,
): VitrineError<"ROW_INVALID"> {
  const place = column === "" ? "" : `, column ${column}`;
  return new VitrineError(
    "ROW_INVALID",
    `${path}, line ${line}${place}: the ${field} ${why}; got ${JSON.stringify(got)}. Mend the row, map another column, or skip bad rows (--on-bad-row skip); events before it that were recorded are not doubled by another import.`,
    { path, line, got, ...(column === "" ? {} : { column }) },
  );
}

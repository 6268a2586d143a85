/**
 * @file Brings a file of events into the database, batch by batch.
 *
 * Nothing has to be remembered of an import that was killed or cancelled: run again it passes over
 * the events that are there, by their keys. Nothing of the rows is kept outside the database, so
 * that an erasure has no further place to look at; rows that were left out go to a file
 * beside the one that they came from.
 */
import { existsSync } from "node:fs";
import { createRejectsAppender } from "../data/append-rejects.js";
import type { RejectsAppender } from "../data/append-rejects.js";
import type { EventKind } from "../data/event.js";
import type { EventMapping, EventMappingOverrides, KindOverrides } from "../data/event-mapping.js";
import { streamEvents } from "../data/stream-events.js";
import type { EventRowProblem } from "../data/stream-events.js";
import { freeRejectsPath, rejectsExist } from "../data/write-rejects.js";
import { VitrineError } from "../errors.js";
import type { EngineContext, StageProgress } from "./engine-context.js";

export interface ImportEventsOptions {
  /** Field → column, over the configuration's mapping and the guess. */
  readonly mapping?: EventMappingOverrides;
  /** Their kind → ours, over the configuration's and the known ones; null leaves such events out. */
  readonly kinds?: KindOverrides;
  /** What happened in every row of a file that has no column for it. */
  readonly kind?: EventKind;
  /** What a row that can not be read does; default as configured. */
  readonly onBadRow?: "stop" | "skip";
  /** Where skipped rows go, a file that is not there yet; default beside the file, `events.rejects.csv` for `events.csv`. */
  readonly rejectsFile?: string;
  readonly signal?: AbortSignal;
  /** Counts bytes of the file. */
  readonly onProgress?: StageProgress;
}

/** What an import did. */
export interface ImportEventsResult {
  readonly file: string;
  readonly mapping: EventMapping;
  /** Rows without the blank ones. */
  readonly rowsRead: number;
  /** Events that are new. */
  readonly accepted: number;
  /** Events that were there already. */
  readonly duplicates: number;
  /** Rows of kinds that are to be left out. */
  readonly leftOut: number;
  /** Bad rows. */
  readonly skipped: number;
  /** The first hundred reasons for which rows were skipped. */
  readonly problems: readonly EventRowProblem[];
  /** Where the skipped rows are, when there are any. */
  readonly rejectsFile?: string;
}

const shownProblems = 100;

/**
 * Imports events.
 *
 * @param file - CSV, TSV, JSON, JSON Lines or Parquet, plain or gzipped; relative to the working directory.
 * @throws {VitrineError} What `streamEvents` throws; `ROW_INVALID` when no row could be read;
 *   `PARAM_INVALID` when the rejects file is there already; what the store throws.
 */
export async function importEvents(
  context: EngineContext,
  file: string,
  options: ImportEventsOptions = {},
): Promise<ImportEventsResult> {
  const { events: configured } = context.config;
  const onBadRow = options.onBadRow ?? configured.onBadRow;
  const told = options.rejectsFile;
  if (onBadRow === "skip" && told !== undefined && existsSync(told)) throw rejectsExist(told);
  const stream = await streamEvents(file, {
    mapping: { ...configured.mapping, ...options.mapping },
    kinds: { ...configured.kinds, ...options.kinds },
    onBadRow,
    ...(options.kind === undefined ? {} : { kind: options.kind }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  const store = await context.store.open();
  const problems: EventRowProblem[] = [];
  let [rowsRead, accepted, duplicates, leftOut, skipped] = [0, 0, 0, 0, 0];
  let rejectsFile: string | undefined;
  let appender: RejectsAppender | undefined;
  let recording: Promise<void> = Promise.resolve();
  try {
    for await (const batch of stream) {
      if (batch.rejects.length > 0) {
        rejectsFile ??= told ?? (await freeRejectsPath(file, stream.source.format));
        appender ??= createRejectsAppender(rejectsFile, stream.source);
        await appender.append(batch.rejects);
      }
      rowsRead += batch.rowsRead;
      leftOut += batch.leftOut;
      skipped += batch.problems.length;
      problems.push(...batch.problems.slice(0, shownProblems - problems.length));
      await recording;
      // One batch is committed while the next is read.
      recording = store.recordEvents(batch.events).then((result) => {
        accepted += result.accepted;
        duplicates += result.duplicates;
      });
      // Its failure is heard at the next await; until then it must not count as unheard.
      recording.catch(() => undefined);
      options.onProgress?.("Importing events", batch.bytesRead, batch.bytesTotal);
    }
    await recording;
  } finally {
    await recording.catch(() => undefined);
    await appender?.close();
  }
  const result = {
    file,
    mapping: stream.mapping,
    rowsRead,
    accepted,
    duplicates,
    leftOut,
    skipped,
  };
  const whole: ImportEventsResult = {
    ...result,
    problems,
    ...(rejectsFile === undefined ? {} : { rejectsFile }),
  };
  if (accepted + duplicates + leftOut === 0) throw nothingToImport(whole);
  return whole;
}

function nothingToImport({
  file,
  skipped,
  problems,
  rejectsFile,
}: ImportEventsResult): VitrineError {
  const [first] = problems;
  if (first === undefined) {
    return new VitrineError(
      "FORMAT_BROKEN",
      `A file of events must hold at least one; ${file} has none. Look at the file.`,
      { path: file },
    );
  }
  return new VitrineError(
    "ROW_INVALID",
    `A file of events must have at least one row that can be read; of ${file} all were skipped (${skipped}), the first in line ${first.line}: the ${first.field} ${first.why}; got ${JSON.stringify(first.got)}. The rows are in ${rejectsFile ?? file}: mend them and import that file.`,
    { path: file, line: first.line, got: first.got },
  );
}

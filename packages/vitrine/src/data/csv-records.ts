/**
 * @file Cuts CSV text into records, each with the line where it begins.
 *
 * Lines are counted right when quoted fields hold line breaks of two characters,
 * and after a record with broken quotes reading resumes at the next line, so that
 * one bad row is one bad row. O(n) time; memory is one record and one chunk.
 *
 * Grammar: RFC 4180, except that a quote inside an unquoted field (`5" pipe`) is a
 * plain character, as nothing else could be meant.
 */

/** One record of a CSV file. */
export interface CsvRecord {
  /** Without the line end. */
  readonly text: string;
  /** 1-based. */
  readonly line: number;
  /** Set when the quoting of the record breaks the grammar. */
  readonly fault?: "text after a closing quote" | "quote never closed" | "too long";
  /** Where the fault is an open quote: the 1-based line in which it opens. */
  readonly quoteLine?: number;
}

/** How the text is cut. */
export interface CsvRecordOptions {
  readonly delimiter: string;
  /** Longest record; a longer one is given with the fault `too long`, and is the last. */
  readonly maxCharacters: number;
}

const quote = 34;
const lineFeed = 10;
const carriageReturn = 13;

/**
 * Cuts text into records; empty lines are passed over.
 *
 * @param chunks - The text, cut anywhere.
 * @returns The records in order. `quote never closed` and `too long` end the sequence,
 *   as what follows them can not be told from their content.
 */
export async function* csvRecords(
  chunks: AsyncIterable<string> | Iterable<string>,
  { delimiter, maxCharacters }: CsvRecordOptions,
): AsyncGenerator<CsvRecord> {
  const separator = delimiter.charCodeAt(0);
  let buffer = "";
  let at = 0; // the next character to look at
  let start = 0; // where the current record begins in the buffer
  let line = 1; // of the record's first character
  let breaks = 0; // line breaks inside the record so far
  let quoteLine = 1; // where the latest quoted field begins
  let state: "field start" | "plain" | "quoted" | "after fault" = "field start";
  let breakCode = 0; // 0 until the first line break, which says whether a lone CR ends lines too

  /** Goes on from `at`; undefined when more text is needed. */
  const next = (final: boolean): CsvRecord | undefined => {
    while (at < buffer.length) {
      const code = buffer.charCodeAt(at);
      if (breakCode === 0 && (code === lineFeed || code === carriageReturn)) {
        if (code === carriageReturn && at + 1 >= buffer.length && !final) return undefined;
        const isLone = code === carriageReturn && buffer.charCodeAt(at + 1) !== lineFeed;
        breakCode = isLone ? carriageReturn : lineFeed;
      }
      const isBreak =
        code === lineFeed || (code === carriageReturn && breakCode === carriageReturn);
      if (isBreak && state !== "quoted") return endRecord(at, at + 1);
      if (isBreak) breaks++;
      if (state === "quoted") {
        if (code === quote) {
          if (at + 2 >= buffer.length && !final) return undefined;
          const after = buffer.charCodeAt(at + 1); // NaN at the end
          if (after === quote) at++;
          else if (endsField(after)) state = "plain";
          else state = "after fault";
        }
      } else if (state !== "after fault") {
        if (code === separator) state = "field start";
        else if (state === "field start") {
          state = code === quote ? "quoted" : "plain";
          quoteLine = line + breaks;
        }
      }
      at++;
    }
    if (!final || start >= buffer.length) return undefined;
    if (state === "quoted") {
      return {
        text: takeRecord(buffer.length, buffer.length),
        line,
        fault: "quote never closed",
        quoteLine,
      };
    }
    return endRecord(buffer.length, buffer.length);
  };
  const endsField = (code: number): boolean => {
    if (Number.isNaN(code) || code === separator || code === lineFeed) return true;
    // Of CRLF line ends; a lone CR ends a field only where it ends lines.
    return (
      code === carriageReturn &&
      (breakCode === carriageReturn || buffer.charCodeAt(at + 2) === lineFeed || breakCode === 0)
    );
  };
  // A function, as the compiler does not see that `next` changes the state.
  const isQuoted = (): boolean => state === "quoted";
  const takeRecord = (end: number, resume: number): string => {
    const text = buffer.slice(start, end);
    start = resume;
    at = resume;
    return text.endsWith("\r") ? text.slice(0, -1) : text;
  };
  const endRecord = (end: number, resume: number): CsvRecord => {
    const isFaulty = state === "after fault";
    const recordLine = line;
    line += breaks + 1;
    breaks = 0;
    state = "field start";
    const text = takeRecord(end, resume);
    return isFaulty
      ? { text, line: recordLine, fault: "text after a closing quote" }
      : { text, line: recordLine };
  };
  function* drain(final: boolean): Generator<CsvRecord> {
    for (let record = next(final); record !== undefined; record = next(final)) {
      if (record.text.length > maxCharacters) {
        yield { ...record, fault: "too long" };
        return;
      }
      if (record.text !== "" || record.fault !== undefined) yield record;
      if (record.fault === "quote never closed") return;
    }
  }

  for await (const chunk of chunks) {
    buffer = buffer.slice(start) + chunk;
    at -= start;
    start = 0;
    for (const record of drain(false)) {
      yield record;
      if (record.fault === "too long") return;
    }
    if (buffer.length - start > maxCharacters) {
      yield {
        text: buffer.slice(start),
        line,
        fault: "too long",
        ...(isQuoted() ? { quoteLine } : {}),
      };
      return;
    }
  }
  yield* drain(true);
}

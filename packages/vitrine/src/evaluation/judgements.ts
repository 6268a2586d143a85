/**
 * @file Reads judged queries: which products answer a query, and how well.
 *
 * One JSON object a line: `{"query": "walnut desk", "grades": {"p17": 3, "p4": 0}}`. Grades are
 * 0 (not relevant), 1, 2 and 3 (exactly what was meant); a product without a grade is unjudged and
 * counts as 0. Other keys are passed over, but for the one that queries are to be grouped by. The
 * text is streamed; memory is that of the judgements.
 *
 * The lines of one query are merged. Two different grades for one product of one query are refused,
 * because any choice between them would be a silent repair.
 */
import { z } from "zod";
import { VitrineError } from "../errors.js";

/** A query with the grades of its judged products. */
export interface JudgedQuery {
  readonly query: string;
  /** Product id → grade 0, 1, 2 or 3, in the order of the file. */
  readonly grades: ReadonlyMap<string, number>;
  /** What its lines have under the key that queries are grouped by. */
  readonly group?: string;
}

/** What was read, and what could not be used. */
export interface Judgements {
  /** In the order in which the queries first appear. */
  readonly queries: readonly JudgedQuery[];
  /** Lines that added to a query of an earlier line. */
  readonly mergedLines: number;
  /** Distinct judged ids that the catalogue lacks. Their grades were left out: no system can return them. */
  readonly unknownIds: readonly string[];
  /** Grades that were left out for that reason. */
  readonly unknownGrades: number;
}

export interface ReadJudgementsOptions {
  /** Names the source in errors. */
  readonly path: string;
  /** Ids of the catalogue; when absent, every id is taken as known. */
  readonly knownIds?: Pick<ReadonlySet<string>, "has">;
  /** A key of every line whose text names the query's group; default no groups. */
  readonly groupBy?: string;
}

const EXAMPLE = '{"query": "walnut desk", "grades": {"p17": 3, "p4": 0}}';

const lineSchema = z.object({
  query: z.string().refine((query) => query.trim() !== "", "must not be empty"),
  // Grades are checked one by one below: z.record would lose the id "__proto__".
  grades: z.custom<object>(
    (value) => typeof value === "object" && value !== null && !Array.isArray(value),
    "must be an object of product id → 0, 1, 2 or 3",
  ),
});

/**
 * Reads judgements from streamed JSON Lines.
 *
 * @param text - Pieces of decoded text, cut anywhere; a byte order mark and blank lines are passed over.
 * @throws {VitrineError} `JUDGEMENTS_INVALID` with the line when a line is not JSON, lacks `query` or
 * `grades` or the key of the groups, has a grade that is not 0, 1, 2 or 3, or contradicts an earlier line.
 *
 * @example
 * const { queries } = await readJudgements(['{"query":"desk","grades":{"p1":3}}'], { path: "-" });
 * queries[0]?.grades.get("p1"); // 3
 */
export async function readJudgements(
  text: AsyncIterable<string> | Iterable<string>,
  options: ReadJudgementsOptions,
): Promise<Judgements> {
  const gradesOfQuery = new Map<string, Map<string, number>>();
  const groupOfQuery = new Map<string, string>();
  const unknownIds = new Set<string>();
  let unknownGrades = 0;
  let mergedLines = 0;

  for await (const { line, content } of linesOf(text)) {
    const judged = parseLine(content, line, options);
    let known = gradesOfQuery.get(judged.query);
    if (known === undefined) {
      known = new Map<string, number>();
      gradesOfQuery.set(judged.query, known);
    } else mergedLines++;
    if (judged.group !== undefined) {
      const earlier = groupOfQuery.get(judged.query) ?? judged.group;
      if (earlier !== judged.group) {
        const problem = `one ${show(options.groupBy!)} a query; got ${show(judged.group)} after ${show(earlier)} in an earlier line of ${show(judged.query)}`;
        throw invalid(options.path, line, problem, "Keep one of the two.");
      }
      groupOfQuery.set(judged.query, earlier);
    }
    for (const [id, grade] of judged.grades) {
      if (options.knownIds?.has(id) === false) {
        unknownIds.add(id);
        unknownGrades++;
        continue;
      }
      const earlier = known.get(id);
      if (earlier !== undefined && earlier !== grade) {
        const problem = `one grade for a product of a query; got ${grade} for ${show(id)} after ${earlier} in an earlier line of ${show(judged.query)}`;
        throw invalid(options.path, line, problem, "Keep one of the two.");
      }
      known.set(id, grade);
    }
  }
  return {
    queries: Array.from(gradesOfQuery, ([query, grades]) => {
      const group = groupOfQuery.get(query);
      return { query, grades, ...(group === undefined ? {} : { group }) };
    }),
    mergedLines,
    unknownIds: [...unknownIds],
    unknownGrades,
  };
}

function parseLine(
  content: string,
  line: number,
  { path, groupBy }: ReadJudgementsOptions,
): JudgedQuery {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (cause) {
    const problem = `one JSON object like ${EXAMPLE}; got ${show(content)}`;
    throw invalid(
      path,
      line,
      problem,
      "Write one object a line, without commas between lines.",
      cause,
    );
  }
  const parsed = lineSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.join(".") ?? "";
    const problem = `an object like ${EXAMPLE}; got ${show(content)}${where === "" ? "" : `, where "${where}": ${issue?.message ?? ""}`}`;
    throw invalid(path, line, problem, "Mend the line or take it out.");
  }
  const grades = new Map<string, number>();
  for (const [id, grade] of Object.entries(parsed.data.grades) as [string, unknown][]) {
    if (grade !== 0 && grade !== 1 && grade !== 2 && grade !== 3) {
      const problem = `grades that are 0, 1, 2 or 3; got ${cut(JSON.stringify(grade))} for ${show(id)}`;
      throw invalid(
        path,
        line,
        problem,
        "Map other scales to these four: 0 is not relevant, 3 is exactly what was meant.",
      );
    }
    grades.set(id, grade);
  }
  const query = parsed.data.query.trim();
  if (groupBy === undefined) return { query, grades };
  const group = Object.entries(value as object).find(([key]) => key === groupBy)?.[1] as unknown;
  if (typeof group === "string" && group !== "") return { query, grades, group };
  const problem = `a text under ${show(groupBy)}, which queries are grouped by; got ${show(content)}`;
  throw invalid(path, line, problem, "Name a key that every line has, or do not group.");
}

function invalid(
  path: string,
  line: number,
  problem: string,
  remedy: string,
  cause?: unknown,
): VitrineError<"JUDGEMENTS_INVALID"> {
  const message = `${path}, line ${line}: a judgements file must hold ${problem}. ${remedy}`;
  return new VitrineError(
    "JUDGEMENTS_INVALID",
    message,
    { path, line },
    cause === undefined ? {} : { cause },
  );
}

/** A piece of the user's data in quotes, short enough for a message. */
function show(text: string): string {
  return JSON.stringify(cut(text));
}

function cut(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

/** Joins pieces and cuts them at line ends; lines are counted from 1, blank ones included. */
async function* linesOf(
  text: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<{ readonly line: number; readonly content: string }> {
  let line = 0;
  let rest = "";
  const clean = (content: string): string =>
    (line === 1 ? content.replace(/^\uFEFF/, "") : content).trim();
  for await (const piece of text) {
    const parts = (rest + piece).split("\n");
    rest = parts.pop() ?? "";
    for (const part of parts) {
      line++;
      const content = clean(part);
      if (content !== "") yield { line, content };
    }
  }
  line++;
  const content = clean(rest);
  if (content !== "") yield { line, content };
}

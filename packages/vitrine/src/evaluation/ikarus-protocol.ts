/**
 * @file The protocol of an earlier system, to the letter, faults included, so that its printed numbers can be repeated.
 *
 * Python's `random.seed(42)`, then four draws of 60 rows: self-retrieval of the semantic system, of the
 * lexical one, category precision and recall of the semantic one, of the lexical one. Its faults are
 * kept on purpose and are the reason why nothing else should be measured with it:
 *
 * - the query's own row may take one of the five places, and the five are still divided by;
 * - repeated rows count as relevant, and a repeated title as found;
 * - the title and the category stand in the text that is searched;
 * - category names are cut at every comma, those inside a name too;
 * - the two systems are scored on different rows, and 60 of them say little.
 *
 * Use `evaluateCategoryRetrieval` for numbers that mean something.
 */
import { VitrineError } from "../errors.js";
import { bootstrapMean } from "../metrics/bootstrap.js";
import { fingerprintOf } from "./evaluation-report.js";
import type { EvaluationReport, IntervalValue } from "./evaluation-report.js";
import { createPythonRandom } from "./python-random.js";
import type { SearchSystem } from "./search-system.js";

/** A row of the file as it stands: nothing repaired, repeated rows kept, missing text empty. */
export interface IkarusRow {
  readonly title: string;
  /** The cell of the category column as text, such as `['Home', 'Chairs']`. */
  readonly categoryText: string;
}

/** What is measured. A system's ids are row numbers, counted from 0, as decimal text. */
export interface IkarusSystems {
  /** Scored on the first and third draw. */
  readonly semantic: readonly SearchSystem[];
  /** Scored on the second and fourth draw. */
  readonly lexical: readonly SearchSystem[];
}

/** The values of one system, one entry for each row that was scored. */
export interface IkarusScores {
  readonly name: string;
  /** 1 where a row with the same title is in the first five, else 0; shape [60]. */
  readonly selfRetrieval: readonly number[];
  /** Shape [rows of the draw whose category has another row]. */
  readonly precision: readonly number[];
  /** In the order of `precision`. */
  readonly recall: readonly number[];
}

const K = 5;
const DRAWN_ROWS = 60;
const SEED = 42;

/**
 * Scores systems by the old protocol.
 *
 * @param rows - All rows; both systems must rank these.
 * @returns Scores of the semantic systems, then of the lexical ones.
 * @throws {VitrineError} `NOTHING_TO_MEASURE` when there is no row.
 */
export async function scoreByIkarusProtocol(
  rows: readonly IkarusRow[],
  systems: IkarusSystems,
): Promise<readonly IkarusScores[]> {
  if (rows.length === 0) {
    throw new VitrineError(
      "NOTHING_TO_MEASURE",
      "The protocol must have rows to draw from; got none. Import a catalogue first.",
      { protocol: "ikarus", skipped: {} },
    );
  }
  const random = createPythonRandom(SEED);
  const draw = (): number[] => random.sample(rows.length, Math.min(DRAWN_ROWS, rows.length));
  // The order of the draws is part of the protocol.
  const semanticSelf = draw();
  const lexicalSelf = draw();
  const semanticCategory = draw();
  const lexicalCategory = draw();

  const scores: IkarusScores[] = [];
  for (const system of systems.semantic) {
    scores.push(await scoreSystem(rows, system, semanticSelf, semanticCategory));
  }
  for (const system of systems.lexical) {
    scores.push(await scoreSystem(rows, system, lexicalSelf, lexicalCategory));
  }
  return scores;
}

/**
 * The same scores as a report, with the intervals that the old protocol did not give: they show how
 * little 60 rows say. There are no comparisons, because the systems answer different rows.
 *
 * @param seed - Of the intervals only; the rows are always those of Python's seed 42. Default 1.
 * @throws {VitrineError} `NOTHING_TO_MEASURE` when there is no row.
 */
export async function evaluateByIkarusProtocol(
  rows: readonly IkarusRow[],
  systems: IkarusSystems,
  { seed = 1, resamples = 10_000 }: { readonly seed?: number; readonly resamples?: number } = {},
): Promise<EvaluationReport> {
  const scores = await scoreByIkarusProtocol(rows, systems);
  const interval = (values: readonly number[]): IntervalValue =>
    values.length === 0
      ? { value: 0, low: 0, high: 0 }
      : bootstrapMean(values, { seed, resamples });
  return {
    kind: "vitrine-evaluation",
    schemaVersion: 1,
    protocol: {
      name: "ikarus",
      description:
        "The protocol of an earlier system with its faults: 60 drawn rows, the query's own row in the way, repeated rows counted, other rows for semantic than for lexical systems. For comparison with old numbers only.",
      options: { pythonSeed: SEED, drawnRows: DRAWN_ROWS, k: K },
    },
    seed,
    resamples,
    confidence: 0.95,
    dataFingerprint: fingerprintOf(rows.map(({ title, categoryText }) => [title, categoryText])),
    queries: Math.min(DRAWN_ROWS, rows.length),
    skipped: {},
    notes: scores.map(
      ({ name, precision }) =>
        `${name}: ${precision.length} of the drawn rows have another row of their category.`,
    ),
    metrics: ["self@5", "precision@5", "recall@5"],
    primaryMetric: "precision@5",
    systems: scores.map(({ name, selfRetrieval, precision, recall }) => ({
      name,
      metrics: {
        "self@5": interval(selfRetrieval),
        "precision@5": interval(precision),
        "recall@5": interval(recall),
      },
      catalogue: {},
      latency: null,
      memoryBytes: null,
    })),
    comparisons: [],
    ceiling: {},
    perQuery: [],
    titles: {},
  };
}

/** The last part of a category cell, cut as the old code cut it: at every comma. */
export function ikarusCategory(categoryText: string): string {
  const withoutBrackets = categoryText.trim().replace(/^[[\]]+|[[\]]+$/g, "");
  const parts = withoutBrackets.replaceAll("'", "").split(",");
  return parts.map((part) => part.trim()).findLast((part) => part !== "") ?? "";
}

async function scoreSystem(
  rows: readonly IkarusRow[],
  system: SearchSystem,
  selfRows: readonly number[],
  categoryRows: readonly number[],
): Promise<IkarusScores> {
  const firstRows = async (row: number): Promise<number[]> => {
    const ids = await system.rank(titleOf(rows, row), { k: K });
    return ids.slice(0, K).map(Number);
  };

  const selfRetrieval: number[] = [];
  for (const row of selfRows) {
    const found = await firstRows(row);
    const isFound = found.some((other) => titleOf(rows, other) === titleOf(rows, row));
    selfRetrieval.push(isFound ? 1 : 0);
  }

  const categories = rows.map((row) => ikarusCategory(row.categoryText));
  const precision: number[] = [];
  const recall: number[] = [];
  for (const row of categoryRows) {
    const relevant = new Set<number>();
    categories.forEach((category, other) => {
      if (other !== row && category === categories[row]) relevant.add(other);
    });
    if (relevant.size === 0) continue;
    const found = new Set(await firstRows(row));
    const hits = [...found].filter((other) => relevant.has(other)).length;
    precision.push(hits / K);
    recall.push(hits / relevant.size);
  }
  return { name: system.name, selfRetrieval, precision, recall };
}

function titleOf(rows: readonly IkarusRow[], row: number): string {
  const found = rows[row];
  if (found === undefined)
    throw new RangeError(`internal: a system returned row ${row} of ${rows.length}`);
  return found.title;
}

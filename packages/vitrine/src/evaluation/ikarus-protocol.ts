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
 * Use `createCategoryQueries` for numbers that mean something.
 */
import { VitrineError } from "../errors.js";
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
  readonly semantic?: SearchSystem;
  /** Scored on the second and fourth draw. */
  readonly lexical?: SearchSystem;
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
 * @returns Scores in the order semantic, lexical, of those that were given.
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
  // All four are drawn even when a system is absent: the other one's rows depend on it.
  const draws = { semanticSelf: draw(), lexicalSelf: draw(), semantic: draw(), lexical: draw() };

  const scores: IkarusScores[] = [];
  if (systems.semantic !== undefined) {
    scores.push(await scoreSystem(rows, systems.semantic, draws.semanticSelf, draws.semantic));
  }
  if (systems.lexical !== undefined) {
    scores.push(await scoreSystem(rows, systems.lexical, draws.lexicalSelf, draws.lexical));
  }
  return scores;
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

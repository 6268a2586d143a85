/**
 * @file The protocol of judged search queries: what people meant, graded by people.
 */
import type { EvaluationReport } from "./evaluation-report.js";
import type { JudgedQuery, Judgements } from "./judgements.js";
import { measureSystems } from "./measure-systems.js";
import type { EvaluationQuery, MeasureOptions } from "./measure-systems.js";
import type { SearchSystem } from "./search-system.js";

export interface EvaluateSearchOptions extends MeasureOptions {
  /**
   * Rank only the products that were judged for each query. Fair where judgements are few, because
   * an unjudged product counts as wrong otherwise; easier, because the rest of the catalogue is gone.
   * Default false.
   */
  readonly withinJudged?: boolean;
  /** The key by which `readJudgements` grouped the queries: the report gets a part for each group. Default none. */
  readonly groupBy?: string;
}

/**
 * Measures systems on judged queries.
 *
 * @param judged - As `readJudgements` gives them, or queries alone.
 * @throws {VitrineError} `PARAM_INVALID`, `NOTHING_TO_MEASURE` or `CANCELLED`, as `measureSystems`.
 *
 * @example
 * const report = await evaluateSearch([bm25, hybrid], judgements, { clock: () => performance.now() });
 * report.systems[1]?.metrics["ndcg@10"]; // { value: 0.85, low: 0.83, high: 0.87 }
 */
export async function evaluateSearch(
  systems: readonly SearchSystem[],
  judged: Judgements | readonly JudgedQuery[],
  options: EvaluateSearchOptions = {},
): Promise<EvaluationReport> {
  const { withinJudged = false, groupBy } = options;
  const { queries, notes } =
    "queries" in judged ? withNotes(judged) : { queries: judged, notes: [] };
  return measureSystems(
    systems,
    {
      protocol: {
        name: "judged search",
        description: withinJudged
          ? "Each query ranks the products that were judged for it; the grades say how well they answer it."
          : "Each query ranks the whole catalogue; the grades say how well products answer it, and a product without a grade counts as wrong.",
        options: { withinJudged },
      },
      queries: queries.map((query) => toEvaluationQuery(query, withinJudged)),
      skipped: {},
      notes,
      ...(groupBy === undefined ? {} : { groupBy }),
    },
    options,
  );
}

function toEvaluationQuery(
  { query, grades, group }: JudgedQuery,
  withinJudged: boolean,
): EvaluationQuery {
  return {
    query,
    grades,
    ...(group === undefined ? {} : { group }),
    ...(withinJudged ? { within: new Set(grades.keys()) } : {}),
  };
}

function withNotes(judged: Judgements): { queries: Judgements["queries"]; notes: string[] } {
  const notes: string[] = [];
  const { unknownIds, unknownGrades, mergedLines } = judged;
  if (unknownIds.length > 0) {
    const examples = [...unknownIds.slice(0, 3), ...(unknownIds.length > 3 ? ["…"] : [])];
    notes.push(
      `Left out ${counted(unknownGrades, "grade")} of ${counted(unknownIds.length, "product")} that the catalogue lacks (${examples.join(", ")}).`,
    );
  }
  if (mergedLines > 0) {
    notes.push(`Merged ${counted(mergedLines, "line")} with an earlier line of the same query.`);
  }
  return { queries: judged.queries, notes };
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/**
 * @file Clauses of a query: words that are read together, because other words may stand for
 * several of them.
 *
 * In each document every word of a clause is read once, by itself or within a span, in the
 * way that weighs most there; spans overlap as they like. O(words + spans) a document.
 */
import { VitrineError } from "../errors.js";
import type { SpanAlternative, TermGroup } from "./lexical-query.js";

/** Other words for some successive words of a clause. */
export interface ClauseSpan {
  /** The first of the clause's words that it stands for. */
  readonly start: number;
  readonly length: number;
  /** At least one; all of them must match. */
  readonly groups: readonly TermGroup[];
}

/** Successive words of a query. */
export interface QueryClause {
  /** What each word stands for by itself; undefined where nothing. */
  readonly units: readonly (TermGroup | undefined)[];
  readonly spans: readonly ClauseSpan[];
}

/** Successive words that alternatives connect. */
export interface JoinedSpan {
  readonly from: number;
  readonly length: number;
  readonly alternatives: readonly SpanAlternative[];
}

/**
 * Joins the alternatives whose spans overlap.
 *
 * @throws {VitrineError} `PARAM_INVALID` when a span is not within the words or a weight not in (0, 1].
 */
export function joinSpans(
  alternatives: readonly SpanAlternative[],
  wordCount: number,
): JoinedSpan[] {
  for (const one of alternatives) checkAlternative(one, wordCount);
  const joined: { from: number; length: number; alternatives: SpanAlternative[] }[] = [];
  for (const one of alternatives.toSorted((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last === undefined || one.from >= last.from + last.length) {
      joined.push({ from: one.from, length: one.length, alternatives: [one] });
    } else {
      last.length = Math.max(last.length, one.from + one.length - last.from);
      last.alternatives.push(one);
    }
  }
  return joined;
}

/** The groups of a clause: those of its words, then those of each span. */
export function groupsOf(clause: QueryClause): TermGroup[] {
  const units = clause.units.filter((unit) => unit !== undefined);
  return [...units, ...clause.spans.flatMap(({ groups }) => groups)];
}

/** Reads a clause in one document after another. */
export interface ClauseReader {
  /**
   * Adds what the best reading weighs.
   *
   * @param weights - Shape [groups of the clause], in the order of `groupsOf`; 0 where one does not match.
   * @param score - To which it is added, group by group, so that equal parts give equal sums to the last bit.
   */
  readonly addBest: (weights: ArrayLike<number>, score: number) => number;
  /** The groups of the best reading, as places in `groupsOf`, in the order of the query, for the same arguments. */
  readonly bestGroups: (weights: ArrayLike<number>, score: number) => number[];
}

/** Prepares the reading of a clause. */
export function createClauseReader({ units, spans }: QueryClause): ClauseReader {
  let next = 0;
  const unitPlaces = units.map((unit) => (unit === undefined ? -1 : next++));
  const steps = spans.map(({ start, length, groups }) => {
    const first = next;
    next += groups.length;
    return { start, end: start + length, first, count: groups.length };
  });
  const stepsByEnd = units.map((_, at) => steps.filter(({ end }) => end === at + 1));
  const sums = new Float64Array(units.length + 1);
  /** What the best reading of so many words ends with: −1 the word itself, or a place in `steps`. */
  const ends = new Int32Array(units.length + 1);

  const addBest = (weights: ArrayLike<number>, score: number): number => {
    sums[0] = score;
    for (let at = 0; at < units.length; at++) {
      const place = unitPlaces[at]!;
      let best = place < 0 ? sums[at]! : sums[at]! + weights[place]!;
      ends[at + 1] = -1;
      for (const step of stepsByEnd[at]!) {
        let sum = sums[step.start]!;
        let whole = true;
        for (let part = step.first; part < step.first + step.count; part++) {
          if (weights[part] === 0) whole = false;
          sum += weights[part]!;
        }
        if (!whole || sum <= best) continue;
        best = sum;
        ends[at + 1] = steps.indexOf(step);
      }
      sums[at + 1] = best;
    }
    return sums[units.length]!;
  };
  return {
    addBest,
    bestGroups(weights, score) {
      addBest(weights, score);
      const found: number[][] = [];
      for (let at = units.length; at > 0;) {
        const step = steps[ends[at]!];
        if (step === undefined) {
          const place = unitPlaces[--at]!;
          if (place >= 0 && weights[place]! > 0) found.push([place]);
        } else {
          found.push(Array.from({ length: step.count }, (_, part) => step.first + part));
          at = step.start;
        }
      }
      return found.reverse().flat();
    },
  };
}

function checkAlternative({ from, length, weight }: SpanAlternative, wordCount: number): void {
  const isWithin =
    Number.isSafeInteger(from) &&
    Number.isSafeInteger(length) &&
    from >= 0 &&
    length >= 1 &&
    from + length <= wordCount;
  if (isWithin && weight > 0 && weight <= 1) return;
  throw new VitrineError(
    "PARAM_INVALID",
    `An alternative must be for words of the query and weigh more than 0 and at most 1; got ${length} words from ${from} of ${wordCount}, weight ${weight}. Mend the alternatives of the query.`,
    { param: "alternatives", got: isWithin ? weight : from },
  );
}

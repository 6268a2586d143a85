/**
 * @file Reads measures that attributes of the shop have: `20-inch`, `50 cm wide`, `under 2 kg`, `240 x 160 cm`.
 *
 * A boost, also with a limit before it: shops leave measures out, and a product that says
 * nothing of its width may well be narrow enough. How a length, weight or volume is spelled leaves
 * the text, so that every unit finds the same (nDCG@10 of the demo shop's training queries with
 * measures .698 → .718). It stays behind a limit (.668 → .656 without it), and where the measure
 * is a name as well: `1000 pieces`, `18 V`.
 */
import type { Filter } from "../../data/filter.js";
import type { Measure } from "../../text/measures.js";
import { isExact, parseMeasures } from "../../text/measures.js";
import type { MeasureAttributes } from "./measure-attributes.js";
import { isSideWord } from "./measure-attributes.js";
import type { PriceLimit } from "./price-words.js";
import { limitWords } from "./price-words.js";
import type { QueryClaims } from "./query-claims.js";
import { formatConditions } from "./query-reading.js";

/** Claims the measures that some product can have. */
export function readMeasures(claims: QueryClaims, attributes: MeasureAttributes): void {
  for (const sides of groupsOf(parseMeasures(claims.query))) {
    const [first] = sides;
    const from = claims.tokens.findIndex(({ start }) => start >= first.start);
    const to = claims.tokens.findLastIndex(({ end }) => end <= first.end) + 1;
    if (from < 0 || !claims.areFree(from, to)) continue;
    const limit = limitBefore(claims.words, from);
    const [before, behind] = [claims.words[limit.start - 1], claims.words[to]];
    const sideBehind = isSideWord(behind ?? "");
    const sideBefore = !sideBehind && isSideWord(before ?? "");
    const side = sideBefore ? before : behind;
    const anyOf = combined(
      sides.map((measure) => {
        const [low, high] = within(measure, limit.limit);
        return attributes.conditions(measure.unit, low, high, side);
      }),
    );
    if (anyOf.length === 0) continue;
    const start = sideBefore ? limit.start - 1 : limit.start;
    const end = sideBehind ? to + 1 : to;
    const isFree = claims.areFree(start, end);
    claims.claim(isFree ? start : from, isFree ? end : to, {
      kind: "measure",
      use: "boost",
      filter: formatConditions(anyOf),
      anyOf,
      weight: 1,
      keepsText: true,
      ...(limit.limit !== undefined || isExact(first.unit.dimension)
        ? {}
        : { spelling: { start: claims.tokens[from]!.start, end: claims.tokens[to - 1]!.end } }),
    });
  }
}

/** The limit that stands before a number, and where it starts; at the number where there is none. */
export function limitBefore(
  words: readonly string[],
  at: number,
): { readonly limit: PriceLimit | undefined; readonly start: number } {
  for (let start = Math.max(0, at - 4); start < at; start++) {
    const phrase = limitWords.longestAt(words, start, at - start);
    const limit = phrase?.meanings[0]?.limit;
    if (phrase?.length === at - start && limit !== "between") return { limit, start };
  }
  return { limit: undefined, start: at };
}

/** Measures of one span, which are the sides of one thing. */
function groupsOf(measures: readonly Measure[]): (readonly [Measure, ...Measure[]])[] {
  const groups: [Measure, ...Measure[]][] = [];
  for (const measure of measures) {
    const group = groups.at(-1);
    if (group?.[0].start === measure.start) group.push(measure);
    else groups.push([measure]);
  }
  return groups;
}

function within({ minimum, maximum }: Measure, limit: PriceLimit | undefined): [number, number] {
  switch (limit) {
    case "<":
    case "<=":
      return [0, maximum];
    case ">":
    case ">=":
      return [minimum, Infinity];
    case "around":
    case "between":
    case undefined:
      return [minimum, maximum];
  }
}

/** Each side by an attribute of its own. */
function combined(sides: readonly Filter[][][]): Filter[][] {
  let combinations: Filter[][] = [[]];
  for (const alternatives of sides) {
    combinations = combinations
      .flatMap((so) =>
        alternatives
          .filter((side) => !so.some(({ field }) => field === side[0]?.field))
          .map((side) => [...so, ...side]),
      )
      .slice(0, MAX_COMBINATIONS);
  }
  return combinations.filter((all) => all.length > 0);
}

const MAX_COMBINATIONS = 24;

/**
 * @file Why a product is found, and why another is not.
 */
import { formatFilter } from "../data/filter.js";
import type { Filter } from "../data/filter.js";
import type { AttributeValue, Product } from "../data/product.js";
import { applyRules, effectsOn } from "./arrange/apply-rules.js";
import { findPrepared } from "./arrange/arrange-finding.js";
import type { RuleEffect } from "./arrange/search-rules.js";
import type { Finding, ProductQuery } from "./find-products.js";
import { wordReading } from "./ranking/lexical-source.js";
import type { Ordinals, SourceGroup } from "./ranking/source.js";
import { prepareQuery } from "./prepare-query.js";
import type { SearchIndex } from "./search-index.js";
import type { SearchOptions } from "./search-options.js";

/** How one source sees a product. */
export interface SourceExplanation {
  /** `words`, `title`, `everything`, `category`, … */
  readonly name: string;
  /** Whether it compares words or meaning. */
  readonly group: SourceGroup;
  /** Its place among the candidates by this source alone, from 1; null when it has nothing in common with the query or is no candidate. */
  readonly rank: number | null;
  /** BM25F or a cosine, on the source's own scale. */
  readonly score: number;
  /** The source's share of the ranking, in [0, 1]. */
  readonly weight: number;
}

/** A word that counts. */
export interface TermExplanation {
  /** As indexed. */
  readonly term: string;
  /** As in the query; another than `term` where a typing error was forgiven. */
  readonly queryTerm: string;
  /** What it adds to the score of `words`. */
  readonly weight: number;
  readonly fields: readonly string[];
}

/** Whether a filter holds. */
export interface FilterExplanation {
  readonly filter: string;
  readonly matches: boolean;
  /** The product's value, when it gives one. */
  readonly got?: string;
}

/** Why a hit was found. */
export interface HitExplanation {
  readonly sources: readonly SourceExplanation[];
  readonly terms: readonly TermExplanation[];
  /** The share of the vote of the nearest products that fell on its categories, in [0, 1]; null where none was held. */
  readonly categoryVote: number | null;
  /** What preferences that were read in the query add, in standard deviations. */
  readonly preference: number;
  readonly filters: readonly FilterExplanation[];
}

/** Why a product is where it is, or is not. */
export interface Explanation extends HitExplanation {
  readonly id: string;
  readonly found: boolean;
  /** Its place in the whole result, from 1. */
  readonly rank: number | null;
  /** The shop's rule that put it there. */
  readonly rule?: RuleEffect;
  /** In a sentence or two. */
  readonly reason: string;
}

/** How the query is read; the same options as of the search that is explained. */
export type ExplainOptions = Pick<
  SearchOptions,
  "filters" | "mode" | "understand" | "literal" | "correct" | "synonyms" | "rules"
>;

/** Says why a product is found for a text, or why not. */
export async function explainProduct(
  index: SearchIndex,
  text: string,
  id: string,
  options: ExplainOptions = {},
): Promise<Explanation> {
  const { columns } = index;
  const prepared = prepareQuery(index, text, options.mode ?? "hybrid", options);
  const { query, filters } = prepared;
  const ordinal = columns.ordinalOf(id);
  if (ordinal < 0) {
    return {
      id,
      found: false,
      rank: null,
      reason: `There is no product with id "${id}" in this index; import it and index again, or mend the id.`,
      sources: [],
      terms: [],
      categoryVote: null,
      preference: 0,
      filters: [],
    };
  }
  const finding = await findPrepared(index, prepared, { depth: columns.length });
  // Deleted meanwhile, perhaps added again: as whoever asks now is told.
  if (!columns.isLive(ordinal)) return explainProduct(index, text, id, options);
  const isFound = finding.ordinals.includes(ordinal);
  const effects =
    options.rules === false
      ? new Map<number, RuleEffect>()
      : effectsOn(index, text, prepared.wanted);
  const ruled = applyRules(finding.ordinals, effects);
  const place = ruled.order.indexOf(ordinal);
  const rule = ruled.effects.get(ordinal);
  const isRanked = finding.ranking?.pool.includes(ordinal) === true;
  const explained = explainHit(index, query, finding, ordinal, filters);
  const explanation =
    isRanked || query.mode === "lexical"
      ? explained
      : { ...explained, sources: await scoreAlone(index, query, ordinal) };
  const own = isFound
    ? reasonFound(explanation, place + 1, ruled.order.length, isRanked)
    : reasonMissing(explanation, index.minimumSimilarity);
  return {
    id,
    found: place >= 0,
    rank: place >= 0 ? place + 1 : null,
    ...(rule === undefined ? {} : { rule }),
    reason: rule === undefined ? own : reasonRuled(rule, own, isFound, place + 1),
    ...explanation,
  };
}

function reasonRuled(
  { rule, effect }: RuleEffect,
  own: string,
  isFound: boolean,
  rank: number,
): string {
  const moved =
    effect === "pinned"
      ? `The rule "${rule}" pins it to place ${rank}.`
      : `The rule "${rule}" buries it behind all others.`;
  // What the query itself says of a product that only the rule shows would contradict it.
  return isFound ? `${own} ${moved}` : `${moved} The query alone would not find it.`;
}

/** Explains a product from a finding in which it was ranked. */
export function explainHit(
  index: SearchIndex,
  query: ProductQuery,
  { ranking, ordinals }: Finding,
  ordinal: number,
  filters: readonly Filter[],
): HitExplanation {
  const words =
    query.mode === "semantic"
      ? undefined
      : index.lexical.explain(query.words ?? query.text, ordinal, wordReading(query));
  const position = ranking?.pool.indexOf(ordinal) ?? -1;
  const sources =
    ranking === undefined
      ? [
          {
            name: "words",
            group: "lexical" as const,
            rank: placeOf(ordinals, ordinal),
            score: words?.score ?? 0,
            weight: 1,
          },
        ]
      : position < 0
        ? []
        : ranking.sources.map(({ name, group, weight, scores }) => ({
            name,
            group,
            weight,
            score: orZero(scores[position]!),
            rank: rankOf(scores, position),
          }));
  return {
    sources,
    terms: (words?.terms ?? []).map(({ term, queryTerm, weight, fields }) => ({
      term,
      queryTerm,
      weight,
      fields: fields.map(({ field }) => field),
    })),
    preference: position < 0 ? 0 : (ranking?.boosts[position] ?? 0),
    categoryVote: position < 0 ? null : (ranking?.votes[position] ?? null),
    filters: filters.map((filter) => explainFilter(index, ordinal, filter)),
  };
}

/** The place of a product among those found, from 1; null when it is not there. */
function placeOf(ordinals: Ordinals, ordinal: number): number | null {
  const place = ordinals.indexOf(ordinal);
  return place < 0 ? null : place + 1;
}

/** The place of one position by a source's scores: 1 + how many are higher. */
function rankOf(scores: Float64Array, position: number): number | null {
  const own = scores[position]!;
  if (!(own > 0)) return null;
  let higher = 0;
  for (const score of scores) if (score > own) higher += 1;
  return higher + 1;
}

/** What a source can not compare for want of a value is shown as nothing in common. */
function orZero(score: number): number {
  return Number.isNaN(score) ? 0 : score;
}

/** The sources' scores of a product that is no candidate. */
async function scoreAlone(
  { ranker }: SearchIndex,
  query: ProductQuery,
  ordinal: number,
): Promise<readonly SourceExplanation[]> {
  const sources = ranker.sources.filter(
    ({ group }) => query.mode === "hybrid" || group === "semantic",
  );
  return Promise.all(
    sources.map(async (source) => {
      const open = await source.open(query);
      const [score = 0] = await open.scores(Int32Array.of(ordinal));
      return {
        name: source.name,
        group: source.group,
        rank: null,
        score: orZero(score),
        weight: 0,
      };
    }),
  );
}

function explainFilter(
  { columns }: SearchIndex,
  ordinal: number,
  filter: Filter,
): FilterExplanation {
  const got = valueOf(columns.productAt(ordinal), filter.field);
  return {
    filter: formatFilter(filter),
    matches: columns.accept([filter])?.[ordinal] === 1,
    ...(got === undefined ? {} : { got }),
  };
}

function valueOf(product: Product, field: string): string | undefined {
  if (field === "category") {
    return product.categoryPath.length === 0 ? undefined : product.categoryPath.join(" > ");
  }
  const { attributes, ...fields } = product;
  const wanted = field.replace(/^attributes\./i, "").toLowerCase();
  const own = Object.entries<AttributeValue | undefined>({ ...attributes, ...fields }).find(
    ([name]) => name.toLowerCase() === wanted,
  )?.[1];
  if (own === undefined) return undefined;
  return typeof own === "object" ? own.join(", ") : String(own);
}

function reasonFound(
  { terms, sources }: HitExplanation,
  rank: number,
  total: number,
  isRanked: boolean,
): string {
  const words =
    terms.length > 0
      ? `it holds ${terms.map(({ term, queryTerm }) => (term === queryTerm ? `"${term}"` : `"${term}" for "${queryTerm}"`)).join(", ")}`
      : "it shares no word with the query";
  const nearest = bestCosine(sources);
  const meaning =
    nearest === undefined || !isRanked
      ? ""
      : `; nearest in meaning by ${nearest.name} (${nearest.score.toFixed(2)})`;
  const tail =
    isRanked || sources.length === 1
      ? ""
      : "; it is no candidate of any source, so words alone place it";
  return `Found at rank ${rank} of ${total}: ${words}${meaning}${tail}.`;
}

function reasonMissing({ filters, sources }: HitExplanation, minimumSimilarity: number): string {
  const failing = filters.filter(({ matches }) => !matches);
  if (failing.length > 0) {
    const each = failing.map(({ filter, got }) =>
      got === undefined
        ? `${filter} does not hold, because the product does not give this value`
        : `${filter} does not hold for its value "${got}"`,
    );
    return `Not found: ${each.join("; ")}.`;
  }
  const nearest = bestCosine(sources);
  const nearness =
    nearest === undefined
      ? "meaning was not compared"
      : nearest.score > minimumSimilarity
        ? `its ${nearest.name} is near (${nearest.score.toFixed(2)}), but other products are nearer and fill the candidates of every source`
        : `its nearest text, ${nearest.name} (${nearest.score.toFixed(2)}), is not above the line under which nearness tells nothing (${minimumSimilarity.toFixed(2)})`;
  return `Not found: it shares no word with the query, and ${nearness}.`;
}

function bestCosine(sources: readonly SourceExplanation[]): SourceExplanation | undefined {
  return sources
    .filter(({ group }) => group === "semantic")
    .reduce<SourceExplanation | undefined>(
      (best, source) => (best === undefined || source.score > best.score ? source : best),
      undefined,
    );
}

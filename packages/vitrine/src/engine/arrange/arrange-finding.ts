/**
 * @file From what was found to what is shown: sorted or diversified, families of variants as one,
 * the shop's pins and burials in their places.
 */
import { contentSimilarity } from "../content-similarity.js";
import type { Finding, FindingOptions } from "../find-products.js";
import { browseProducts, findProducts } from "../find-products.js";
import type { PreparedQuery } from "../prepare-query.js";
import type { SearchIndex } from "../search-index.js";
import type { CheckedOptions, SearchOptions } from "../search-options.js";
import { firstPlaces, joinPlaces, NO_PLACES, toPlaces } from "./arranged-places.js";
import type { ArrangedPlaces } from "./arranged-places.js";
import { applyRules, effectsOn } from "./apply-rules.js";
import { diversify } from "./diversify.js";
import type { DiversityCost } from "./diversify.js";
import { groupVariants } from "./group-variants.js";
import { nameOfList } from "./result-lists.js";
import type { RuleEffect } from "./search-rules.js";

/** A list as it is shown. */
export interface Arrangement {
  /** What was asked, other than the page. */
  readonly question: string;
  readonly list: string;
  /** May hold what has been deleted since; its place stays empty, so that no other is missed. */
  readonly places: ArrangedPlaces;
  /** How many there are in all; `places` may hold fewer. */
  readonly total: number;
  readonly diversity?: DiversityCost;
  readonly finding: Finding;
}

/** A list is made at least so long, for the next pages to come from it. */
const LEAST_DEPTH = 100;
/** So many places beyond a page are remembered. */
const REMEMBERED_BEYOND = 1000;
/** How many of the best take part in diversity. */
const DIVERSITY_WINDOW = 100;

/**
 * Finds and arranges; a later page of a list that is still remembered comes from it.
 *
 * Where the list is too short for the page, what is found now and is not in it yet goes behind it.
 */
export async function arrangeFinding(
  index: SearchIndex,
  text: string,
  prepared: PreparedQuery,
  checked: CheckedOptions,
  options: SearchOptions,
): Promise<Arrangement> {
  const question = questionOf(text, prepared, checked, options);
  const known = options.list === undefined ? undefined : index.lists.get(options.list);
  // The list of another question is no list of this one.
  const held = known?.question === question ? known : undefined;
  const end = checked.offset + checked.limit;
  if (held !== undefined && suffices(held, end, options)) return held;
  const fresh = await arrangeAnew(index, text, prepared, checked, options, held?.places);
  const arrangement =
    held === undefined ? { ...fresh, question } : { ...fresh, question, list: held.list };
  // What takes memory by the size of the catalogue is not remembered.
  const { ordinals, scores, total, ranking } = arrangement.finding;
  const most = end + REMEMBERED_BEYOND;
  index.lists.add({
    ...arrangement,
    places: firstPlaces(arrangement.places, most),
    finding: {
      ordinals: ordinals.slice(0, most),
      scores: scores.slice(0, most),
      total,
      // It is only looked at to explain, and of all that is remembered it takes the most memory.
      ...(ranking && options.explain === true ? { ranking } : {}),
    },
  });
  return arrangement;
}

/** Whether a page that ends at `end` can be shown from what is remembered. */
function suffices(
  { places, total, finding }: Arrangement,
  end: number,
  { explain = false, mode }: SearchOptions,
): boolean {
  const count = places.ordinals.length;
  const explains = finding.ranking !== undefined || mode === "lexical";
  return (count >= total || count >= end) && (!explain || explains);
}

function questionOf(
  text: string,
  { filters }: PreparedQuery,
  { mode, sort, diversity, grouped }: CheckedOptions,
  { exclude = [], prefix, like, understand, literal, correct, synonyms, rules }: SearchOptions,
): string {
  const read = [prefix, like, understand, literal, correct, synonyms, rules].map(
    (value) => value ?? null,
  );
  return JSON.stringify([text, mode, filters, [...exclude], sort, diversity, grouped, read]);
}

/** @param before - Places of a list that is continued: they stay, and what is found besides comes behind them. */
async function arrangeAnew(
  index: SearchIndex,
  text: string,
  prepared: PreparedQuery,
  checked: CheckedOptions,
  options: SearchOptions,
  before: ArrangedPlaces = NO_PLACES,
): Promise<Omit<Arrangement, "question">> {
  const { columns } = index;
  const { offset, limit, sort, diversity, grouped } = checked;
  const keys = columns.parseSort(sort);
  // A shopper who sorts has the last word.
  const ruled =
    options.rules === false || sort.length > 0
      ? new Map<number, RuleEffect>()
      : effectsOn(index, text, prepared.wanted);
  const known = new Set(before.ordinals);
  const concernsAll = sort.length > 0 || grouped || ruled.size > 0 || known.size > 0;
  const finding = await findPrepared(index, prepared, {
    depth: concernsAll ? columns.length : Math.max(LEAST_DEPTH, offset + limit),
    marks: options.facets === true,
  });
  const scoreOf = new Map(
    Array.from(finding.ordinals, (ordinal, place) => [ordinal, finding.scores[place]!]),
  );
  let ordinals = sort.length > 0 ? columns.sort(finding.ordinals, keys) : finding.ordinals;
  const variants = new Map<number, number>();
  if (grouped) {
    const groups = groupVariants(ordinals, columns.variantGroupAt);
    ordinals = groups.places.map((place) => ordinals[place]!);
    groups.others.forEach((others, place) => variants.set(ordinals[place]!, others));
  }
  let cost: DiversityCost | undefined;
  if (diversity > 0 && sort.length === 0) {
    const scores = Float64Array.from(ordinals, (ordinal) => scoreOf.get(ordinal)!);
    const diversified = diversify(scores, {
      strength: diversity,
      window: DIVERSITY_WINDOW,
      similarities: contentSimilarity(index, ordinals, DIVERSITY_WINDOW),
      pageSize: limit,
    });
    ordinals = diversified.order.map((place) => ordinals[place]!);
    cost = diversified.cost;
  }
  const { order, effects, added } = applyRules(ordinals, ruled);
  const behind = order.filter((ordinal) => !known.has(ordinal));
  const most = Math.max(LEAST_DEPTH, offset + limit) + REMEMBERED_BEYOND;
  const more = toPlaces(behind.subarray(0, Math.max(0, most - known.size)), {
    scores: scoreOf,
    variants,
    effects,
  });
  return {
    list: nameOfList(questionOf(text, prepared, checked, options), order.subarray(0, most)),
    places: joinPlaces(before, more),
    total:
      known.size > 0
        ? known.size + behind.length
        : (grouped ? ordinals.length : finding.total) + added,
    ...(cost === undefined ? {} : { diversity: cost }),
    finding,
  };
}

/**
 * Finds what a prepared query asks for; a query that only names limits is shown all that they
 * leave, and nothing where it names a price alone that no product has.
 */
export async function findPrepared(
  index: SearchIndex,
  prepared: PreparedQuery,
  asked: Pick<FindingOptions, "depth" | "marks">,
): Promise<Finding> {
  const isOutOfReach = prepared.nearness !== undefined;
  const accept = isOutOfReach ? new Uint8Array(index.columns.length) : prepared.wanted;
  const options = { ...asked, accept };
  return namesNoWords(prepared)
    ? browseProducts(index, prepared.query, options)
    : findProducts(index, prepared.query, options);
}

/** Limits at most: whoever asks for nothing wants to see what there is. */
function namesNoWords({ query }: PreparedQuery): boolean {
  return query.text.trim() === "" && query.examples === undefined;
}

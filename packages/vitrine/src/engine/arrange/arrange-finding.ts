/**
 * @file From what was found to what is shown: sorted or diversified, families of variants as one,
 * the shop's pins and burials in their places.
 */
import type { Finding } from "../find-products.js";
import { browseProducts, findProducts } from "../find-products.js";
import type { PreparedQuery } from "../prepare-query.js";
import type { SearchIndex } from "../search-index.js";
import type { CheckedOptions, SearchOptions } from "../search-options.js";
import { diversify } from "./diversify.js";
import type { DiversityCost } from "./diversify.js";
import { groupVariants } from "./group-variants.js";
import { nameOfList } from "./result-lists.js";
import { ruleEffects, rulesFor } from "./search-rules.js";
import type { RuleEffect } from "./search-rules.js";

/** A place in a list. */
export interface ArrangedProduct {
  readonly ordinal: number;
  readonly score: number;
  /** How many more variants were found, where variants are grouped. */
  readonly variants?: number;
  readonly rule?: RuleEffect;
}

/** A list as it is shown. */
export interface Arrangement {
  readonly list: string;
  readonly entries: readonly ArrangedProduct[];
  /** How many there are in all; `entries` may hold fewer. */
  readonly total: number;
  readonly diversity?: DiversityCost;
  readonly finding: Finding;
}

/** A list is made at least so long, for the next pages to come from it. */
const LEAST_DEPTH = 100;
/** How many of the best take part in diversity. */
const DIVERSITY_WINDOW = 100;

/**
 * The list of that name, when it is still remembered and long enough; what has died since is left out.
 */
export function recallList(
  { lists, columns }: SearchIndex,
  list: string | undefined,
  { offset, limit }: CheckedOptions,
): Arrangement | undefined {
  const held = list === undefined ? undefined : lists.get(list);
  if (held === undefined) return undefined;
  const isWhole = held.entries.length >= held.total;
  if (!isWhole && held.entries.length < offset + limit) return undefined;
  const entries = held.entries.filter(({ ordinal }) => columns.isLive(ordinal));
  return { ...held, entries, total: held.total - (held.entries.length - entries.length) };
}

/** Finds and arranges. */
export async function arrangeFinding(
  index: SearchIndex,
  text: string,
  prepared: PreparedQuery,
  checked: CheckedOptions,
  options: SearchOptions,
): Promise<Arrangement> {
  const { columns, lists } = index;
  const { offset, limit, sort, diversity, grouped } = checked;
  const keys = columns.parseSort(sort);
  const wanted = Math.max(LEAST_DEPTH, offset + limit);
  const asked = {
    accept: prepared.wanted,
    // Sorting and families concern all that is found.
    depth: sort.length > 0 || grouped ? columns.length : wanted,
    marks: options.facets === true,
  };
  const finding = namesOnlyLimits(prepared)
    ? browseProducts(index, prepared.query, asked)
    : await findProducts(index, prepared.query, asked);
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
      similarity: similarityOf(index, ordinals),
      pageSize: limit,
    });
    ordinals = diversified.order.map((place) => ordinals[place]!);
    cost = diversified.cost;
  }
  const { order, effects, added } = applyRules(index, text, prepared, options, ordinals, scoreOf);
  const arrangement: Arrangement = {
    list: nameOfList(JSON.stringify([text, checked.mode, sort, diversity, grouped]), order),
    entries: Array.from(order, (ordinal) => {
      const others = variants.get(ordinal);
      const rule = effects.get(ordinal);
      return {
        ordinal,
        score: scoreOf.get(ordinal) ?? 0,
        ...(others === undefined ? {} : { variants: others }),
        ...(rule === undefined ? {} : { rule }),
      };
    }),
    total: (grouped ? ordinals.length : finding.total) + added,
    ...(cost === undefined ? {} : { diversity: cost }),
    finding,
  };
  lists.add(arrangement);
  return arrangement;
}

function namesOnlyLimits({ query, filters, understood }: PreparedQuery): boolean {
  const isEmpty = query.text.trim() === "" && query.examples === undefined;
  return isEmpty && filters.length + understood.length > 0;
}

/** Cosine of what is said of two products, by their places in `ordinals`. */
function similarityOf(
  { fields }: SearchIndex,
  ordinals: Int32Array,
): (a: number, b: number) => number {
  const field = fields.get("everything") ?? fields.get("title");
  const vectors = Array.from(ordinals.subarray(0, DIVERSITY_WINDOW), (ordinal) =>
    field?.get(ordinal),
  );
  return (a, b) => {
    const [left, right] = [vectors[a], vectors[b]];
    if (left === undefined || right === undefined) return 0;
    return left.reduce((sum, value, axis) => sum + value * right[axis]!, 0);
  };
}

interface RuledOrder {
  readonly order: Int32Array;
  readonly effects: ReadonlyMap<number, RuleEffect>;
  /** How many pinned products the query itself would not have found. */
  readonly added: number;
}

/** Pins first, burials last. A pinned product that filters leave out is not shown. */
function applyRules(
  { columns, rules }: SearchIndex,
  text: string,
  { accept }: PreparedQuery,
  options: SearchOptions,
  ordinals: Int32Array,
  found: ReadonlyMap<number, number>,
): RuledOrder {
  const holding = options.rules === false ? [] : rulesFor(rules(), text);
  if (holding.length === 0) return { order: ordinals, effects: new Map(), added: 0 };
  const effects = new Map<number, RuleEffect>();
  for (const [id, effect] of ruleEffects(holding)) {
    const ordinal = columns.ordinalOf(id);
    if (ordinal < 0 || accept?.[ordinal] === 0) continue;
    if (effect.effect === "pinned" || found.has(ordinal)) effects.set(ordinal, effect);
  }
  const having = (wanted: RuleEffect["effect"]): number[] =>
    [...effects].filter(([, { effect }]) => effect === wanted).map(([ordinal]) => ordinal);
  const pinned = having("pinned");
  return {
    order: Int32Array.from([
      ...pinned,
      ...ordinals.filter((ordinal) => !effects.has(ordinal)),
      ...ordinals.filter((ordinal) => effects.get(ordinal)?.effect === "buried"),
    ]),
    effects,
    added: pinned.filter((ordinal) => !found.has(ordinal)).length,
  };
}

/** @file What a placement's rules make of a list: burials, a cap per brand, diversity, pins. */
import { diversify } from "../arrange/diversify.js";
import { contentSimilarity } from "../content-similarity.js";
import type { SearchIndex } from "../search-index.js";
import type { FusedCandidate } from "./fuse-candidates.js";
import type { PlacementRules } from "./placement.js";

/** How many of the best take part in diversity. */
const DIVERSITY_WINDOW = 50;

/**
 * Applies the rules that change the order.
 *
 * @param candidates - Best first.
 * @returns At most `limit`; of variants of one product the best alone.
 */
export function applyPlacementRules(
  index: SearchIndex,
  candidates: readonly FusedCandidate[],
  { bury, maxPerBrand, diversity }: PlacementRules,
  limit: number,
): readonly FusedCandidate[] {
  const { columns } = index;
  const buried = new Set(bury.map(columns.ordinalOf));
  const single = oneOfEachFamily(index, candidates);
  const varied = diversity === 0 ? single : diversified(index, single, diversity, limit);
  const ordered = [
    ...varied.filter(({ ordinal }) => !buried.has(ordinal)),
    ...varied.filter(({ ordinal }) => buried.has(ordinal)),
  ];
  if (maxPerBrand === undefined) return ordered.slice(0, limit);
  const shown = new Map<string, number>();
  const kept = ordered.filter(({ ordinal }) => {
    const { brand } = columns.productAt(ordinal);
    if (brand === undefined) return true;
    const count = (shown.get(brand) ?? 0) + 1;
    shown.set(brand, count);
    return count <= maxPerBrand;
  });
  return kept.slice(0, limit);
}

function oneOfEachFamily(
  { columns }: SearchIndex,
  candidates: readonly FusedCandidate[],
): readonly FusedCandidate[] {
  const families = new Set<number>();
  return candidates.filter(({ ordinal }) => {
    const family = columns.variantGroupAt(ordinal);
    if (family < 0) return true;
    if (families.has(family)) return false;
    families.add(family);
    return true;
  });
}

function diversified(
  index: SearchIndex,
  candidates: readonly FusedCandidate[],
  strength: number,
  limit: number,
): readonly FusedCandidate[] {
  const { order } = diversify(
    Float64Array.from(candidates, ({ score }) => score),
    {
      strength,
      window: DIVERSITY_WINDOW,
      pageSize: limit,
      similarities: contentSimilarity(
        index,
        candidates.map(({ ordinal }) => ordinal),
        DIVERSITY_WINDOW,
      ),
    },
  );
  return Array.from(order, (place) => candidates[place]!);
}

/**
 * @file Shows a family of variants once, by the one that suits best.
 *
 * O(count). Products without variants (group −1) stand for themselves.
 */

/** The best of each family, with the others. */
export interface GroupedVariants {
  /** Places in the given result that stay, in its order. */
  readonly places: Int32Array;
  /** Of each place that stays: how many of the result it stands for beside itself. */
  readonly others: Int32Array;
}

/** @param groupAt - Equal for the products of one family, −1 for one without variants. */
export function groupVariants(
  ordinals: Int32Array,
  groupAt: (ordinal: number) => number,
): GroupedVariants {
  const positionOf = new Map<number, number>();
  const places: number[] = [];
  const others: number[] = [];
  ordinals.forEach((ordinal, place) => {
    const group = groupAt(ordinal);
    const known = group < 0 ? undefined : positionOf.get(group);
    if (known !== undefined) {
      others[known]! += 1;
      return;
    }
    if (group >= 0) positionOf.set(group, places.length);
    places.push(place);
    others.push(0);
  });
  return { places: Int32Array.from(places), others: Int32Array.from(others) };
}

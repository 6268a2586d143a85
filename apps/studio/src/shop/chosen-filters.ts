/** @file The filters that the storefront itself sets, as it writes and reads them in the address. */

/** The values of a field of which one must hold. */
export interface ChosenValues {
  readonly field: string;
  readonly values: readonly string[];
}

/** What is asked of the price; undefined where nothing is. */
export interface ChosenPrices {
  readonly from?: number;
  readonly to?: number;
}

const BOUND = /^price(>=|<=)(\d+(?:\.\d+)?)$/;

/** The values chosen of each field; filters of another form are not the storefront's. */
export function chosenValues(filters: readonly string[]): readonly ChosenValues[] {
  return filters.flatMap((filter): ChosenValues[] => {
    const parted = /^(.+?) in (\[.*\])$/.exec(filter);
    if (parted === null) return [];
    try {
      const values: unknown = JSON.parse(parted[2]!);
      return Array.isArray(values)
        ? [{ field: nameOf(parted[1]!), values: values.map(String) }]
        : [];
    } catch {
      return [];
    }
  });
}

/** The filters with other values chosen of a field; none takes the filter away. */
export function withValues(
  filters: readonly string[],
  field: string,
  values: readonly string[],
): readonly string[] {
  const others = filters.filter((filter) => !filter.startsWith(`${written(field)} in [`));
  if (values.length === 0) return others;
  return [...others, `${written(field)} in ${JSON.stringify(values)}`];
}

export function chosenPrices(filters: readonly string[]): ChosenPrices {
  const bounds = filters.flatMap((filter) => {
    const found = BOUND.exec(filter);
    return found === null ? [] : [[found[1] === ">=" ? "from" : "to", Number(found[2])] as const];
  });
  return Object.fromEntries(bounds);
}

export function withPrices(filters: readonly string[], { from, to }: ChosenPrices): string[] {
  return [
    ...filters.filter((filter) => !BOUND.test(filter)),
    ...(from === undefined ? [] : [`price>=${from}`]),
    ...(to === undefined ? [] : [`price<=${to}`]),
  ];
}

/** A filter that stands in the address and is none of the above. */
export function isForeign(filter: string): boolean {
  return chosenValues([filter]).length === 0 && !BOUND.test(filter);
}

function written(field: string): string {
  return /^[\w.-]+$/.test(field) ? field : JSON.stringify(field);
}

function nameOf(field: string): string {
  return field.startsWith('"') ? String(JSON.parse(field)) : field;
}

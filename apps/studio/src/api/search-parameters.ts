/** @file A search as an address: everything that can be looked at can be linked to. */

/** What is searched for. */
export interface SearchParameters {
  readonly q: string;
  /** Each `FIELD OP VALUE`. */
  readonly filters: readonly string[];
  /** Empty for relevance. */
  readonly sort: string;
  /** From 1. */
  readonly page: number;
  /** Parts of the query that are taken as words alone. */
  readonly literal: readonly string[];
}

/** As it stands in the address: what is usual is left out. */
export interface SearchAddress {
  readonly q?: string;
  readonly filter?: readonly string[];
  readonly sort?: string;
  readonly page?: number;
  readonly literal?: readonly string[];
  /** The product whose place is explained. */
  readonly why?: string;
}

/** The results of so many pages can be paged through. */
const LAST_PAGE = 1000;

/** Reads an address; what makes no sense in it is left out. */
export function toSearchAddress(given: Readonly<Record<string, unknown>>): SearchAddress {
  const q = textsOf(given["q"])[0] ?? "";
  const sort = textsOf(given["sort"])[0] ?? "";
  const filter = textsOf(given["filter"]);
  const literal = textsOf(given["literal"]);
  const why = textsOf(given["why"])[0];
  const page = Number(textsOf(given["page"])[0] ?? 1);
  return {
    ...(q === "" ? {} : { q }),
    ...(filter.length === 0 ? {} : { filter }),
    ...(sort === "" ? {} : { sort }),
    ...(Number.isInteger(page) && page > 1 && page <= LAST_PAGE ? { page } : {}),
    ...(literal.length === 0 ? {} : { literal }),
    ...(why === undefined ? {} : { why }),
  };
}

export function toSearchParameters(address: SearchAddress): SearchParameters {
  const { q = "", filter = [], sort = "", page = 1, literal = [] } = address;
  return { q, filters: filter, sort, page, literal };
}

/** Reads the part behind the question mark: a name that stands several times is a list. */
export function readAddress(text: string): Readonly<Record<string, string | readonly string[]>> {
  const parameters = new URLSearchParams(text);
  return Object.fromEntries(
    [...new Set(parameters.keys())].map((name) => {
      const values = parameters.getAll(name);
      return [name, values.length === 1 ? values[0]! : values];
    }),
  );
}

/** Writes it, question mark included where there is anything. */
export function writeAddress(address: Readonly<Record<string, unknown>>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(address)) {
    for (const text of textsOf(value)) parameters.append(name, text);
  }
  const written = parameters.toString();
  return written === "" ? "" : `?${written}`;
}

function textsOf(value: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values
    .filter((one) => typeof one === "string" || typeof one === "number")
    .map(String)
    .filter((text) => text !== "");
}

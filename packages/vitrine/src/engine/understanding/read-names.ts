/**
 * @file Reads attributes that are asked for by their name: `dimmable`, `with pockets`, `4 drawers`, `spf 30`, `size M`.
 */
import type { Filter } from "../../data/filter.js";
import { isNumeric } from "../../data/filter-syntax.js";
import type { KnownName, KnownValues } from "./known-values.js";
import { conditionsOf } from "./known-values.js";
import type { QueryClaims } from "./query-claims.js";
import { formatConditions } from "./query-reading.js";
import { isInflection } from "./inflection.js";
import { limitBefore } from "./read-measures.js";
import { isMeant, LEAST_WEIGHT } from "./read-values.js";
import type { Negation, TermView } from "./term-view.js";

/** Words before a name that make it a property: a ring is a ring, `with ring` is one of a case. */
const WITH: ReadonlySet<string> = new Set("with mit avec con com met w".split(" "));

/** Claims the attributes that stand at a place by their name. */
export function readNameAt(
  claims: QueryClaims,
  view: TermView,
  at: number,
  { names, values, categoryTerms }: KnownValues,
  shareOf: (terms: readonly string[], productCount: number) => number,
): void {
  const phrase = names.longestAt(view.terms, at);
  if (phrase === undefined) return;
  const end = at + phrase.length;
  const terms = view.terms.slice(at, end);
  const words = view.words.slice(at, end);
  const negation = view.negationBefore(at);
  for (const name of phrase.meanings) {
    if (!words.every((word, i) => isNameForm(word, name.words[i] ?? ""))) continue;
    const read =
      negation === undefined
        ? (numberBeside(claims, view, at, end, name) ?? valueBeside(view, at, end, name, values))
        : withoutIt(view, at, end, name, negation);
    if (read !== undefined && claims.areFree(read.from, read.to)) {
      claims.claim(read.from, read.to, read.claim);
      return;
    }
    if (negation !== undefined || name.kind !== "boolean") continue;
    const isAskedFor = WITH.has(view.terms[at - 1] ?? "");
    const weight = shareOf(terms, name.productCount);
    const isProduct = terms.some((term) => categoryTerms.has(term));
    if (!isAskedFor && (isProduct || weight < LEAST_WEIGHT)) continue;
    const [from, to] = view.span(at, end);
    if (!claims.areFree(from, to)) continue;
    // `tall` may be a property of its own and a value of another attribute.
    const known = values.longestAt(view.terms, at, phrase.length);
    const others = known?.length === phrase.length ? known.meanings : [];
    const also = conditionsOf(
      others.filter((value) => value.kind === "attribute" && isMeant(value, words, view, at)),
    ).map((condition) => [condition]);
    claims.claim(
      from,
      to,
      boost([[yes(name)], ...also], isAskedFor ? Math.max(0.5, weight) : weight),
    );
    return;
  }
}

/** `pockets` and `hooded` are forms of `pocket` and `hood`. */
function isNameForm(word: string, name: string): boolean {
  return isInflection(word, name) || (word.length > name.length + 1 && word === `${name}ed`);
}

type Read = { readonly from: number; readonly to: number } & {
  readonly claim: Parameters<QueryClaims["claim"]>[2];
};

/** `4 drawers` and `spf 30`. */
function numberBeside(
  claims: QueryClaims,
  view: TermView,
  at: number,
  end: number,
  { kind, field, minimum, maximum }: KnownName,
): Read | undefined {
  if (kind !== "number") return undefined;
  for (const place of [at - 1, end]) {
    const number = view.terms[place] ?? "";
    const value = Number(number);
    if (!isNumeric(number) || value < minimum || value > maximum) continue;
    const [from, to] = view.span(Math.min(place, at), Math.max(place + 1, end));
    const before = limitBefore(claims.words, from);
    const operator =
      before.limit === undefined || before.limit === "around" || before.limit === "between"
        ? "="
        : before.limit;
    const start = place < at ? before.start : from;
    const filter: Filter = { field, operator: start < from ? operator : "=", values: [number] };
    return { from: start, to, claim: boost([[filter]], 1) };
  }
  return undefined;
}

/** `size M` and `42 size`: values too short to be read by themselves. */
function valueBeside(
  view: TermView,
  at: number,
  end: number,
  { field }: KnownName,
  values: KnownValues["values"],
): Read | undefined {
  for (const place of [end, at - 1]) {
    const phrase = values.longestAt(view.terms, place, 1);
    const meanings = phrase?.meanings.filter((known) => known.field === field && known.needsName);
    if (meanings === undefined || meanings.length === 0) continue;
    const [from, to] = view.span(Math.min(place, at), Math.max(place + 1, end));
    return { from, to, claim: boost([conditionsOf(meanings)], 1) };
  }
  return undefined;
}

function withoutIt(
  view: TermView,
  at: number,
  end: number,
  name: KnownName,
  { from }: Negation,
): Read | undefined {
  if (name.kind === "text") return undefined;
  const isNumber = name.kind === "number";
  const unwanted: Filter = isNumber
    ? { field: name.field, operator: ">", values: ["0"] }
    : yes(name);
  const [, to] = view.span(at, end);
  return {
    from,
    to,
    claim: {
      kind: "attribute",
      use: "exclude",
      filter: formatConditions([[unwanted]]),
      anyOf: [[unwanted]],
      weight: 1,
      keepsText: false,
    },
  };
}

function yes({ field }: KnownName): Filter {
  return { field, operator: "=", values: ["true"] };
}

function boost(anyOf: readonly (readonly Filter[])[], weight: number): Read["claim"] {
  const filter = formatConditions(anyOf);
  return { kind: "attribute", use: "boost", filter, anyOf, weight, keepsText: true };
}

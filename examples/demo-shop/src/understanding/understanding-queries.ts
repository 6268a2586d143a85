/**
 * @file Judged queries that ask how well a search box understands people, in kinds of their own.
 *
 * They are made beside the shop's other queries, by the same halves and the same judge, and
 * leave those as they are. About two seconds for 1,200 products.
 */
import type { Intent } from "../queries/intent.js";
import type { Grade } from "../queries/intent.js";
import { halvesOf } from "../queries/halves.js";
import type { Half } from "../queries/halves.js";
import { createJudge } from "../queries/judge.js";
import { createRandom } from "../random.js";
import type { Shop } from "../shop.js";
import { productTypes } from "../world/departments.js";
import { attributeQueries } from "./attribute-queries.js";
import { brandQueries } from "./brand-queries.js";
import { compoundQueries } from "./compound-queries.js";
import type { DraftWriter } from "./draft.js";
import { measureQueries } from "./measure-queries.js";
import { pluralQueries } from "./plural-queries.js";
import { priceQueries } from "./price-queries.js";
import { synonymQueries } from "./synonym-queries.js";
import { trapQueries } from "./trap-queries.js";
import { typingErrorQueries } from "./typing-error-queries.js";
import { vocabularyOf, wordsOf } from "./vocabulary.js";

const writers = {
  "typing-error": typingErrorQueries,
  synonym: synonymQueries,
  "price-words": priceQueries,
  "attribute-words": attributeQueries,
  measure: measureQueries,
  brand: brandQueries,
  compound: compoundQueries,
  plural: pluralQueries,
  trap: trapQueries,
} as const satisfies Record<string, DraftWriter>;

/** What a query asks the search box to understand. */
export type UnderstandingKind = keyof typeof writers;

/** Every kind, in the order of the files. */
export const understandingKinds = Object.keys(writers) as UnderstandingKind[];

/** A query with its judgements. */
export interface UnderstandingQuery {
  readonly query: string;
  readonly kind: UnderstandingKind;
  /** The sort within the kind: `joined`, `between`, `collection`. */
  readonly form: string;
  readonly split: Half;
  readonly intent: Intent;
  /** Grades by product id; at least one is 3. Products that are not named are wrong. */
  readonly grades: Readonly<Record<string, Grade>>;
}

/**
 * Writes and judges the queries of understanding.
 *
 * @returns Kind by kind, in menu order; no two of the same words, none that `shop.queries` has.
 *
 * @example
 * understandingQueries(generateShop()).filter(({ kind }) => kind === "synonym");
 */
export function understandingQueries(shop: Shop): UnderstandingQuery[] {
  const { products, truths, options } = shop;
  const { seed } = options;
  const vocabulary = vocabularyOf(products);
  const halves = halvesOf(seed);
  const judge = createJudge(seed, truths, products);
  const seen = new Set(shop.queries.map(({ query }) => query));
  const unsold = new Map<string, Half>();
  const judged: UnderstandingQuery[] = [];
  for (const kind of understandingKinds) {
    for (const { type } of productTypes) {
      const own = truths.filter((truth) => truth.type === type.key);
      if (own.length === 0) continue;
      const split = halves.get(type.key)!;
      const random = createRandom(seed, `${kind} of ${type.key}`);
      for (const draft of writers[kind]({ type, own, vocabulary, random })) {
        const words = wordsOf(draft.query).filter((word) => !vocabulary.has(word));
        // A word for types of both halves would tell of one half in the other.
        const shared = words.some((word) => (unsold.get(word) ?? split) !== split);
        if (seen.has(draft.query) || (kind === "synonym" && shared)) continue;
        const grades = judge(draft.query, draft.intent);
        if (!Object.values(grades).includes(3)) continue;
        seen.add(draft.query);
        if (kind === "synonym") for (const word of words) unsold.set(word, split);
        judged.push({ ...draft, kind, split, grades });
      }
    }
  }
  return judged;
}

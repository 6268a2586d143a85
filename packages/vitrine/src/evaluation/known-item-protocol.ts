/**
 * @file Title self-retrieval without its easy way out: a shopper looks for one known product with a few of its words.
 *
 * Asking for a product by its whole title, which stands in the index, measures nothing: any lexical
 * system finds it. Here a query is made as follows, by a seed of its own for each product:
 *
 * 1. Words that stand in the title of no other product are taken out: a model number or a rare brand
 *    would find the product without any searching. Case and diacritics do not count.
 * 2. Of the distinct words left, half are drawn (rounded up, at least 2, at most 6), kept in order.
 *    Products with fewer than 2 such words are skipped and counted.
 * 3. Each kept word of at least 4 letters has a typing error with probability `typoShare`: two
 *    neighbouring letters swapped, one left out or one doubled, never the first.
 *
 * The one relevant product is the one that was meant. Products with an equal normalised title are
 * excluded, because nothing in such a query could tell them apart. Variants are not: who asks for the
 * blue one wants the blue one, though the drawn words may not say so; no system reaches 1.
 */
import type { Product } from "../data/product.js";
import { createRandom } from "../random.js";
import type { Random } from "../random.js";
import { foldText } from "../text/fold-text.js";
import { segmentWords } from "../text/segment-words.js";
import { catalogueOptions, sampleQueries } from "./catalogue-protocol.js";
import type { CatalogueQueries } from "./catalogue-protocol.js";
import type { EvaluationReport } from "./evaluation-report.js";
import { measureSystems } from "./measure-systems.js";
import type { EvaluationQuery, MeasureOptions } from "./measure-systems.js";
import { duplicatesOf } from "./product-twins.js";
import { streamOf } from "./query-stream.js";
import type { SearchSystem } from "./search-system.js";

export interface KnownItemOptions extends MeasureOptions {
  /** Chance of a typing error in a word of at least 4 letters, 0 to 1; default 0.1. */
  readonly typoShare?: number;
  /** More products than this are sampled by the seed; default 2,000. */
  readonly maxQueries?: number;
}

const FEWEST_WORDS = 2;
const MOST_WORDS = 6;
const SHORTEST_MISTYPED = 4;

/**
 * Measures systems by known-item search; read `mrr` and `hit@k`, of which one relevant product leaves
 * the most meaning.
 *
 * @param products - The catalogue that the systems rank, each id once.
 * @throws {VitrineError} `PARAM_INVALID` for a wrong `maxQueries` or what `measureSystems` refuses;
 * `NOTHING_TO_MEASURE` when no title has two words that others share; `CANCELLED`.
 */
export async function evaluateKnownItems(
  systems: readonly SearchSystem[],
  products: readonly Product[],
  options: KnownItemOptions = {},
): Promise<EvaluationReport> {
  const { typoShare = 0.1, maxQueries = 2000, seed = 1 } = options;
  const { queries, skipped } = sampleQueries(
    createKnownItemQueries(products, { typoShare, seed }),
    maxQueries,
    seed,
  );
  return measureSystems(
    systems,
    {
      protocol: {
        name: "known item",
        description:
          "Half of a title's words, without those that only this title has and with some typing errors, should find the product.",
        options: { typoShare, maxQueries },
      },
      queries,
      skipped,
      gradesAreComplete: true,
    },
    { primaryMetric: "mrr", ...catalogueOptions(products), ...options },
  );
}

/** One query for every product whose title shares at least two words with others. */
export function createKnownItemQueries(
  products: readonly Product[],
  { typoShare, seed }: { readonly typoShare: number; readonly seed: number },
): CatalogueQueries {
  const duplicates = duplicatesOf(products);
  const wordsOfProduct = products.map(({ title }) => distinctWords(title));
  const titlesWithWord = new Map<string, number>();
  for (const words of wordsOfProduct) {
    for (const word of words) titlesWithWord.set(word, (titlesWithWord.get(word) ?? 0) + 1);
  }

  const queries: EvaluationQuery[] = [];
  let skipped = 0;
  products.forEach((product, index) => {
    const exclude = new Set(duplicates(product).filter((id) => id !== product.id));
    // A word of this title and its duplicates alone gives the product away as well.
    const own = exclude.size + 1;
    const shared = (wordsOfProduct[index] ?? []).filter(
      (word) => (titlesWithWord.get(word) ?? 0) > own,
    );
    if (shared.length < FEWEST_WORDS) {
      skipped++;
      return;
    }
    const random = createRandom(seed, streamOf(product.id));
    const query = drawWords(shared, random)
      .map((word) => (random.next() < typoShare ? mistype(word, random) : word))
      .join(" ");
    queries.push({ query, productId: product.id, grades: new Map([[product.id, 1]]), exclude });
  });
  return { queries, skipped: { "with fewer than two words that other titles share": skipped } };
}

function distinctWords(title: string): readonly string[] {
  return [...new Set(segmentWords(foldText(title)))];
}

function drawWords(words: readonly string[], random: Random): readonly string[] {
  const count = Math.min(MOST_WORDS, Math.max(FEWEST_WORDS, Math.ceil(words.length / 2)));
  const order = random.shuffle(words.map((_, index) => index));
  const drawn = new Set(order.slice(0, count));
  return words.filter((_, index) => drawn.has(index));
}

function mistype(word: string, random: Random): string {
  const letters = Array.from(word);
  if (letters.length < SHORTEST_MISTYPED) return word;
  const at = 1 + random.below(letters.length - 2);
  const [letter = "", next = ""] = letters.slice(at, at + 2);
  const mistyped = [[next, letter], [next], [letter, letter, next]][random.below(3)] ?? [];
  return [...letters.slice(0, at), ...mistyped, ...letters.slice(at + 2)].join("");
}

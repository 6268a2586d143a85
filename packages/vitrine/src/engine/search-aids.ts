/**
 * @file What helps a shopper to say what is wanted, made of the catalogue itself: the reader of
 * queries, the speller, suggestions.
 *
 * Each is made when it is first needed (some microseconds a product) and follows the catalogue
 * from then on. The reader and the levels of prices are made anew when more than one product in
 * a thousand has changed.
 */
import { loadRealWords } from "../encoders/real-words.js";
import { loadWordVectors } from "../encoders/word-vectors.js";
import type { Product } from "../data/product.js";
import type { OrdinalLexicalIndex } from "../indexes/ordinal-lexical-index.js";
import type { SpanAlternative } from "../indexes/lexical-query.js";
import { createAnalyzer } from "../text/analyze.js";
import { createCompoundSplitter } from "../text/compounds.js";
import type { Language } from "../text/language.js";
import { createSpeller } from "../text/spelling.js";
import type { CorrectedText, Speller } from "../text/spelling.js";
import { createSynonymExpander } from "../text/synonyms.js";
import type { SynonymRule } from "../text/synonyms.js";
import type { ProductColumns } from "./columns/product-columns.js";
import { createSuggester, makeCatalogueQueries } from "./suggestions/index.js";
import type { Suggester } from "./suggestions/index.js";
import { createNearWords } from "./synonyms/near-words.js";
import { createPriceLevels } from "./understanding/price-levels.js";
import type { PriceLevels } from "./understanding/price-levels.js";
import { createQueryReader } from "./understanding/query-reader.js";
import type { QueryReader } from "./understanding/query-reader.js";
import { CATEGORY_JOINT, createVocabularyCollector } from "./understanding/query-vocabulary.js";
import type { VocabularyCollector } from "./understanding/query-vocabulary.js";

/** What helps a shopper to say what is wanted. */
export interface SearchAids {
  readonly reader: () => QueryReader;
  readonly priceLevels: () => PriceLevels;
  /** Mends typing errors; a text of which every word stands in several products is right as it is. */
  readonly spell: (text: string) => CorrectedText;
  readonly suggester: () => Suggester;
  /** What words of a query may also be called: synonyms, compounds split or joined. */
  readonly alternatives: (words: readonly string[]) => readonly SpanAlternative[];
  /** Words of the catalogue that are near in meaning to those of a query that it does not have. */
  readonly nearWords: (words: readonly string[]) => readonly SpanAlternative[];
  /** Follows a change. @param before - What stood in the place of `after`, as the columns had it. */
  readonly follow: (before: readonly Product[], after: readonly Product[]) => void;
}

export interface SearchAidsParts {
  readonly columns: ProductColumns;
  readonly lexical: OrdinalLexicalIndex;
  readonly language: Language | undefined;
  readonly synonyms?: readonly SynonymRule[];
}

/** The reader is made anew when more than one product in so many has changed. */
const STALE_SHARE = 1000;
/** A word that stands in so many products is no typing error. */
const SURE_DOCUMENTS = 5;
/** The most frequent so many words of the catalogue may stand for one that it does not have. */
const MOST_NEAR_WORDS = 4000;
/** What a near word is worth, times its cosine. */
const NEAR_WORTH = 0.8;
/** In larger catalogues the speller does without knowing which words stand together. */
const MOST_PAIRED_PRODUCTS = 200_000;

/** Prepares the aids of an index. */
export function createSearchAids(parts: SearchAidsParts): SearchAids {
  const { columns, lexical, language, synonyms = [] } = parts;
  const analyzer = createAnalyzer({
    stopWords: true,
    ...(language === undefined ? {} : { language }),
  });
  const plain = createAnalyzer({ stopWords: true });
  let collector: VocabularyCollector | undefined;
  let reading: { readonly reader: QueryReader; readonly levels: PriceLevels } | undefined;
  let changed = 0;
  let speller: Speller | undefined;
  let suggester: Suggester | undefined;
  const compounds = createCompoundSplitter({
    countOf: lexical.documentFrequency,
    ...(language === undefined ? {} : { language }),
  });
  const expander = createSynonymExpander(synonyms, (word) => analyzer.stem(word));

  let near: ReturnType<typeof createNearWords> | undefined;
  const nearTo = (word: string): ReturnType<NonNullable<typeof near>> => {
    near ??= createNearWords(frequentWords(lexical), loadWordVectors());
    return near(word);
  };

  const vocabulary = (): VocabularyCollector["vocabulary"] => {
    if (collector === undefined) {
      collector = createVocabularyCollector();
      for (const product of liveProducts(columns)) collector.add(product);
    }
    return collector.vocabulary;
  };
  const readings = (): NonNullable<typeof reading> => {
    if (reading === undefined || changed * STALE_SHARE > columns.size) {
      changed = 0;
      const words = vocabulary();
      reading = {
        reader: createQueryReader(words, {
          analyzer,
          documentFrequency: lexical.documentFrequency,
        }),
        levels: createPriceLevels(words.prices),
      };
    }
    return reading;
  };
  return {
    reader: () => readings().reader,
    priceLevels: () => readings().levels,
    spell(text) {
      const isRight = plain
        .words(text)
        .every((word) => lexical.documentFrequency(word) >= SURE_DOCUMENTS);
      if (isRight) return { text, corrections: [], confidence: 1, suggestions: [] };
      speller ??= createSpeller({
        words: lexical.words(),
        realWords: loadRealWords(),
        ...(columns.size > MOST_PAIRED_PRODUCTS ? {} : { pairCount: countPairs(columns) }),
        ...(language === undefined ? {} : { language }),
      });
      return speller.correct(text);
    },
    alternatives: (words) => [...expander.expand(words), ...compounds.expand(words)],
    nearWords: (words) =>
      words.flatMap((word, from) =>
        lexical.documentFrequency(word) > 0
          ? []
          : nearTo(word).map((one) => ({
              from,
              length: 1,
              words: [one.word],
              weight: Math.min(1, NEAR_WORTH * one.confidence),
            })),
      ),
    suggester() {
      if (suggester === undefined) {
        const { categories, brands } = vocabulary();
        suggester = createSuggester({
          catalogueQueries: makeCatalogueQueries(liveProducts(columns)),
          categories: [...categories].map(([path, count]) => ({
            path: path.split(CATEGORY_JOINT),
            count,
          })),
          brands: [...brands].map(([name, count]) => ({ name, count })),
          products: liveProducts(columns),
        });
      }
      return suggester;
    },
    follow(before, after) {
      changed += Math.max(before.length, after.length);
      if (collector !== undefined) {
        before.forEach(collector.remove);
        after.forEach(collector.add);
      }
      if (speller !== undefined) {
        for (const { title, brand = "" } of after) {
          for (const word of analyzer.words(`${title} ${brand}`)) speller.add(word);
        }
      }
      if (suggester !== undefined) {
        const kept = new Set(after.map(({ id }) => id));
        suggester.removeProducts(before.map(({ id }) => id).filter((id) => !kept.has(id)));
        suggester.upsertProducts(after);
      }
    },
  };
}

/** Words that stand in more than one product, the most frequent first. */
function frequentWords(lexical: OrdinalLexicalIndex): readonly string[] {
  const real = loadRealWords();
  return [...lexical.words()]
    .filter(({ word, count }) => count > 1 && real.has(word))
    .sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1))
    .slice(0, MOST_NEAR_WORDS)
    .map(({ word }) => word);
}

function* liveProducts(columns: ProductColumns): Generator<Product> {
  for (let ordinal = 0; ordinal < columns.length; ordinal++) {
    if (columns.isLive(ordinal)) yield columns.productAt(ordinal);
  }
}

/** In how many titles one word follows another at once. */
function countPairs(columns: ProductColumns): (left: string, right: string) => number {
  const { words } = createAnalyzer();
  const counts = new Map<string, number>();
  for (const { title } of liveProducts(columns)) {
    const of = words(title);
    const pairs = new Set(of.slice(1).map((word, at) => `${of[at]!} ${word}`));
    for (const pair of pairs) counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  return (left, right) => counts.get(`${left} ${right}`) ?? 0;
}

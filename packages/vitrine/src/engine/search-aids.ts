/**
 * @file What helps a shopper to say what is wanted, made of the catalogue itself: the reader of
 * queries, the speller, suggestions.
 *
 * Each is made when it is first needed (some microseconds a product) and follows the catalogue
 * from then on. What depends on the catalogue as a whole (the levels of prices, which attributes are
 * rare) is made anew when more than one product in a hundred has changed.
 */
import { loadRealWords } from "../encoders/real-words.js";
import { loadWordVectors } from "../encoders/word-vectors.js";
import type { Product } from "../data/product.js";
import type { OrdinalLexicalIndex } from "../indexes/ordinal-lexical-index.js";
import type { SpanAlternative } from "../indexes/lexical-query.js";
import { createAnalyzer } from "../text/analyze.js";
import { createCompoundSplitter } from "../text/compounds.js";
import type { Language } from "../text/language.js";
import type { CorrectedText } from "../text/spelling.js";
import { createSynonymExpander } from "../text/synonyms.js";
import type { SynonymRule } from "../text/synonyms.js";
import { createCatalogueSpeller } from "./catalogue-speller.js";
import { createCatalogueSuggester } from "./catalogue-suggester.js";
import { liveProducts } from "./columns/live-products.js";
import type { ProductColumns } from "./columns/product-columns.js";
import { doAtOnce, doWithPauses, stepThrough } from "./paused-work.js";
import type { PausedWork } from "./paused-work.js";
import type { Suggester } from "./suggestions/index.js";
import { createNearWords } from "./synonyms/near-words.js";
import { createPriceLevels } from "./understanding/price-levels.js";
import type { PriceLevels } from "./understanding/price-levels.js";
import { createQueryReader } from "./understanding/query-reader.js";
import type { QueryReader } from "./understanding/query-reader.js";
import { createVocabularyCollector } from "./understanding/query-vocabulary.js";
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
  /** Makes now what would be made when it is first needed, with pauses in which others are answered. */
  readonly warm: () => Promise<void>;
  /** Follows a change. @param before - What stood in the place of `after`, as the columns had it. */
  readonly follow: (before: readonly Product[], after: readonly Product[]) => void;
}

export interface SearchAidsParts {
  readonly columns: ProductColumns;
  readonly lexical: OrdinalLexicalIndex;
  readonly language: Language | undefined;
  readonly synonyms?: readonly SynonymRule[];
}

/** Reader and levels are made anew when more than one product in so many has changed. */
const STALE_SHARE = 100;
/** The most frequent so many words of the catalogue may stand for one that it does not have. */
const MOST_NEAR_WORDS = 4000;
/** What a near word is worth, times its cosine. */
const NEAR_WORTH = 0.8;

/** Prepares the aids of an index. */
export function createSearchAids(parts: SearchAidsParts): SearchAids {
  const { columns, lexical, language, synonyms = [] } = parts;
  const analyzer = createAnalyzer({
    stopWords: true,
    ...(language === undefined ? {} : { language }),
  });
  let collector: VocabularyCollector | undefined;
  let reading: { readonly reader: QueryReader; readonly levels: PriceLevels } | undefined;
  let changed = 0;
  let changes = 0;
  // The values of changed products that the reader has yet to take up.
  let unread: VocabularyCollector | undefined;
  const compounds = createCompoundSplitter({
    countOf: lexical.documentFrequency,
    ...(language === undefined ? {} : { language }),
  });
  const expander = createSynonymExpander(synonyms, (word) => analyzer.stem(word));

  const frequentWords = createFrequentWords(lexical);
  const near = createNearWords(loadWordVectors);
  let isNearStale = true;

  const collecting = function* (): PausedWork<VocabularyCollector> {
    const collected = createVocabularyCollector();
    yield* stepThrough(liveProducts(columns), collected.add);
    return collected;
  };
  const vocabulary = (): VocabularyCollector["vocabulary"] => {
    collector ??= doAtOnce(collecting());
    return collector.vocabulary;
  };
  const speller = createCatalogueSpeller(parts);
  const suggestions = createCatalogueSuggester(columns, vocabulary);
  const readings = (): NonNullable<typeof reading> => {
    if (reading === undefined || changed * STALE_SHARE > columns.size) {
      changed = 0;
      unread = undefined;
      const words = vocabulary();
      reading = {
        reader: createQueryReader(words, {
          analyzer,
          documentFrequency: lexical.documentFrequency,
        }),
        levels: createPriceLevels(words.prices),
      };
    } else if (unread !== undefined) {
      reading.reader.follow(unread.vocabulary);
      unread = undefined;
    }
    return reading;
  };
  return {
    reader: () => readings().reader,
    priceLevels: () => readings().levels,
    spell: speller.correct,
    alternatives: (words) => [...expander.expand(words), ...compounds.expand(words)],
    nearWords(words) {
      return words.flatMap((word, from) => {
        if (lexical.documentFrequency(word) > 0) return [];
        if (isNearStale) near.renew(frequentWords());
        isNearStale = false;
        return near.to(word).map((one) => ({
          from,
          length: 1,
          words: [one.word],
          weight: Math.min(1, NEAR_WORTH * one.confidence),
        }));
      });
    },
    suggester: suggestions.suggester,
    async warm() {
      const began = changes;
      const collected = await doWithPauses(collecting(), () => changes !== began);
      collector ??= collected;
      await doWithPauses(
        (function* (): PausedWork<void> {
          yield;
          readings();
        })(),
        () => false,
      );
      await speller.warm();
      await suggestions.warm();
    },
    follow(before, after) {
      changes += 1;
      changed += Math.max(before.length, after.length);
      if (collector !== undefined) {
        before.forEach(collector.remove);
        after.forEach(collector.add);
      }
      if (reading !== undefined && changed * STALE_SHARE <= columns.size) {
        unread ??= createVocabularyCollector();
        for (const product of [...before, ...after]) unread.add(product);
      }
      speller.follow(before, after);
      suggestions.follow(before, after);
      isNearStale = true;
    },
  };
}

/**
 * Prepares to list the words of the language that stand in more than one product, the most
 * frequent first, by the alphabet among equals. O(words of the language): some milliseconds.
 */
function createFrequentWords({ wordFrequency }: OrdinalLexicalIndex): () => readonly string[] {
  let sorted: readonly string[] | undefined;
  return () => {
    const words = (sorted ??= [...loadRealWords()].sort());
    const frequent: number[] = [];
    for (const [at, word] of words.entries()) {
      const count = wordFrequency(word);
      // One number that ascends as counts descend and then words ascend.
      if (count > 1) frequent.push(at - count * words.length);
    }
    return Array.from(
      Float64Array.from(frequent).sort().subarray(0, MOST_NEAR_WORDS),
      (key) => words[((key % words.length) + words.length) % words.length]!,
    );
  };
}

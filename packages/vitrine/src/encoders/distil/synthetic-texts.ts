/**
 * @file Makes the texts that a static encoder is fitted on, so that no text of others is needed.
 *
 * Three kinds: bags of random tokens, which reach the rare words; product titles out of word
 * lists, which show how shops combine the common ones; and mixtures of both. A text is a row
 * of tokens of the kept vocabulary, at most about twenty.
 */
import type { Random } from "../../random.js";
import { createStaticTokenizer } from "../static-tokenizer.js";
import type { StaticTokenizer } from "../static-tokenizer.js";
import {
  colours,
  features,
  goods,
  materials,
  people,
  places,
  qualities,
  syllables,
  units,
} from "./product-words.js";

/** How many texts of each kind. */
export interface TextCounts {
  readonly bags: number;
  readonly mixtures: number;
  readonly titles: number;
}

/** What texts are made of. */
export interface TextMaterial {
  /** Kept tokens by rising rank: frequent ones first, as BERT's are. */
  readonly vocabulary: readonly string[];
  /** Where texts are cut. */
  readonly maxTokens: number;
}

/**
 * Makes texts.
 *
 * @returns Shape [bags + mixtures + titles][tokens from 1 to `maxTokens`], rows of `vocabulary`;
 *   fewer where the vocabulary knows nothing of a title.
 */
export function createSyntheticTexts(
  { vocabulary, maxTokens }: TextMaterial,
  counts: TextCounts,
  random: Random,
): readonly Int32Array[] {
  const kinds = sortTokens(vocabulary);
  const tokenizer = createStaticTokenizer(vocabulary);
  return [
    ...repeat(counts.bags, () => Int32Array.from(createBag(kinds, between(random, 1, 10), random))),
    ...repeat(counts.mixtures, () => createMixture(kinds, tokenizer, random)),
    ...repeat(counts.titles, () => tokenizer.encode(createTitle(random))),
  ]
    .filter((text) => text.length > 0)
    .map((text) => text.subarray(0, maxTokens));
}

/** A product's title, such as `velora modern white oak bookcase for hallway`. */
export function createTitle(random: Random): string {
  const parts: string[] = [];
  const sometimes = (share: number, part: () => string): void => {
    if (random.next() < share) parts.push(part());
  };
  sometimes(0.3, () => repeat(between(random, 2, 3), () => pick(syllables, random)).join(""));
  sometimes(0.7, () => pick(qualities, random));
  sometimes(0.35, () => pick(colours, random));
  sometimes(0.35, () => pick(materials, random));
  parts.push(pick(goods, random));
  sometimes(0.25, () => `for ${pick(random.next() < 0.5 ? places : people, random)}`);
  sometimes(0.35, () => pick(features, random));
  sometimes(0.2, () => `${between(random, 1, 60)} ${pick(units, random)}`);
  sometimes(0.1, () => `and ${pick(goods, random)}`);
  return parts.join(" ");
}

/** Rows of a vocabulary by what their tokens are. */
interface TokenKinds {
  /** Single characters: letters, digits, punctuation marks. */
  readonly characters: readonly number[];
  /** Words and beginnings of words, frequent ones first. */
  readonly heads: readonly number[];
  /** Pieces that go on a word. */
  readonly tails: readonly number[];
}

function sortTokens(vocabulary: readonly string[]): TokenKinds {
  const characters: number[] = [];
  const heads: number[] = [];
  const tails: number[] = [];
  vocabulary.forEach((token, row) => {
    if (token.startsWith("##")) tails.push(row);
    else (token.length === 1 ? characters : heads).push(row);
  });
  return { characters, heads, tails };
}

function createBag(
  { characters, heads, tails }: TokenKinds,
  size: number,
  random: Random,
): number[] {
  const bag: number[] = [];
  while (bag.length < size) {
    const kind = random.next();
    if (kind < 0.45) {
      bag.push(pick(heads, random));
    } else if (kind < 0.85) {
      // Frequent words more often, by one of two laws: uniform in log rank, or cubed.
      const rank =
        random.next() < 0.3
          ? (heads.length + 1) ** random.next() - 1
          : heads.length * random.next() ** 3;
      bag.push(heads[Math.floor(rank)]!);
    } else if (kind < 0.97) {
      const tailCount = between(random, 1, 2);
      bag.push(pick(heads, random), ...repeat(tailCount, () => pick(tails, random)));
    } else {
      bag.push(pick(characters, random));
    }
  }
  return bag;
}

function createMixture(kinds: TokenKinds, tokenizer: StaticTokenizer, random: Random): Int32Array {
  const title = tokenizer.encode(createTitle(random));
  const bag = createBag(kinds, between(random, 1, 3), random);
  return Int32Array.from(random.next() < 0.5 ? [...bag, ...title] : [...title, ...bag]);
}

function pick<T>(values: readonly T[], random: Random): T {
  return values[random.below(values.length)]!;
}

/** A whole number from `least` to `most`, both included. */
function between(random: Random, least: number, most: number): number {
  return least + random.below(most - least + 1);
}

function repeat<T>(count: number, make: () => T): T[] {
  return Array.from({ length: count }, make);
}

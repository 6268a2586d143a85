/** @file Queries with one or two letters wrong, words run together, words torn apart. */
import { besides, doubled, dropped, swapped } from "../queries/typing-errors.js";
import type { Random } from "../random.js";
import { joinedName, tornName } from "./compound-queries.js";
import type { Draft, Scope } from "./draft.js";
import { colourWish, sellersNames } from "./draft.js";

type Slip = (word: string, at: number, random: Random) => string;

const slips = { swapped, dropped, doubled, besides } as const satisfies Record<string, Slip>;

/** Two queries with letters wrong, sometimes after a colour; for some types one joined or torn. */
export function typingErrorQueries({ type, own, vocabulary, random }: Scope): Draft[] {
  const names = sellersNames(type).filter((name) => name.split(" ").some(isLong));
  const drafts: Draft[] = [];
  for (let at = 0; at < 2 && names.length > 0; at++) {
    const words = random.pick(names).split(" ");
    const target = random.pick([...words.keys()].filter((place) => isLong(words[place]!)));
    const form = random.weighted(
      ["swapped", "dropped", "doubled", "besides", "two letters"] as const,
      (one) => (one === "two letters" && words[target]!.length < 7 ? 0 : 1),
    );
    const wrong = misspelt(words[target]!, form, random);
    // A slip that makes another word of the catalogue says something else.
    if (vocabulary.has(wrong) || wrong === words[target]) continue;
    words[target] = wrong;
    const colour = random.chance(0.3) ? colourWish(random.pick(own)) : undefined;
    drafts.push({
      query: [...(colour ? [colour.word] : []), ...words].join(" "),
      form,
      intent: { types: [type.key], ...colour?.wish },
    });
  }
  const other = random.chance(0.5) ? joinedName(type, random) : tornName(type, random);
  const unread = other?.name.split(" ").some((word) => !vocabulary.has(word));
  if (other && unread && random.chance(0.6)) {
    drafts.push({ query: other.name, form: other.form, intent: { types: [type.key] } });
  }
  return drafts;
}

/**
 * Spells a word wrong.
 *
 * @param word - At least four letters; the first is wrong in one slip of twelve, the last never.
 */
export function misspelt(
  word: string,
  form: keyof typeof slips | "two letters",
  random: Random,
): string {
  const place = (): number => (random.chance(1 / 12) ? 0 : 1 + random.below(word.length - 2));
  const slip = (one: keyof typeof slips): Slip => slips[one];
  if (form !== "two letters") return slip(form)(word, place(), random);
  const once = slip(random.pick(["swapped", "dropped"] as const))(word, 1, random);
  return slip(random.pick(["doubled", "besides"] as const))(once, once.length - 2, random);
}

function isLong(word: string): boolean {
  return /^[a-z]{4,}$/.test(word);
}

/** @file Queries in words of shoppers that are nowhere in the catalogue. */
import type { Draft, Scope } from "./draft.js";
import { colourWish } from "./draft.js";
import { synonyms } from "./synonyms.js";
import { wordsOf } from "./vocabulary.js";

/** Up to three words for the type, one of them with a colour; each has a word that no seller uses. */
export function synonymQueries({ type, own, vocabulary, random }: Scope): Draft[] {
  const types = [type.key];
  const names = unsoldNames(type.key, vocabulary);
  const bare = random.shuffled(names).slice(0, 3);
  const drafts: Draft[] = bare.map((query) => ({ query, form: "bare", intent: { types } }));
  const colour = colourWish(random.pick(own));
  if (colour && names.length > 0) {
    const query = `${colour.word} ${random.pick(names)}`;
    drafts.push({ query, form: "with colour", intent: { types, ...colour.wish } });
  }
  return drafts;
}

/** The type's synonyms that the catalogue cannot have, being wholly or partly of other words. */
export function unsoldNames(key: string, vocabulary: ReadonlySet<string>): string[] {
  return (synonyms[key] ?? []).filter((name) => wordsOf(name).some((one) => !vocabulary.has(one)));
}

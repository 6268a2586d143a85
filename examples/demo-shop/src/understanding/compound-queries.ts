/** @file Compound words written another way than sellers write them: joined, torn, hyphenated. */
import type { Random } from "../random.js";
import type { ProductType } from "../world/product-type.js";
import type { Draft, Scope } from "./draft.js";
import { colourWish, sellersNames } from "./draft.js";

/** Where a word of one piece comes apart, for words that end in the key. */
const seconds =
  "stand shelf case chair stool room pack bag boots light pan pot board phones buds paste brush block screen book house shirt dress coat hold boy cover vase bin ends stick lord pillow table".split(
    " ",
  );

/** Two queries: the type's name written another way, bare and with a colour or a `for` behind it. */
export function compoundQueries({ type, own, random }: Scope): Draft[] {
  const drafts: Draft[] = [];
  for (const way of random.shuffled([joinedName, tornName, hyphenatedName]).slice(0, 3)) {
    const written = way(type, random);
    if (written === undefined) continue;
    const { name, form } = written;
    const types = [type.key];
    const colour = drafts.length > 0 ? colourWish(random.pick(own)) : undefined;
    drafts.push({
      query: colour ? `${colour.word} ${name}` : name,
      form,
      intent: { types, ...colour?.wish },
    });
  }
  return drafts;
}

/** A name as a shopper writes it. */
export interface Written {
  readonly name: string;
  readonly form: "hyphenated" | "joined" | "torn";
}

/** `coffee table` → `coffeetable`; undefined when no seller uses a name of two words. */
export function joinedName(type: ProductType, random: Random): Written | undefined {
  const names = twoWordNames(type);
  if (names.length === 0) return undefined;
  return { name: random.pick(names).replace(" ", ""), form: "joined" };
}

/** `bookshelf` → `book shelf`; undefined when no name comes apart. */
export function tornName(type: ProductType, random: Random): Written | undefined {
  const torn = sellersNames(type).flatMap((name) => {
    const words = name.split(" ");
    const parts = words.map((word) => apart(word) ?? word);
    return parts.some((part, at) => part !== words[at]) ? [parts.join(" ")] : [];
  });
  return torn.length === 0 ? undefined : { name: random.pick(torn), form: "torn" };
}

function hyphenatedName(type: ProductType, random: Random): Written | undefined {
  const torn = tornName(type, random)?.name.split(" ");
  const names = [...twoWordNames(type), ...(torn?.length === 2 ? [torn.join(" ")] : [])];
  if (names.length === 0) return undefined;
  return { name: random.pick(names).replace(" ", "-"), form: "hyphenated" };
}

function twoWordNames(type: ProductType): string[] {
  return sellersNames(type).filter((name) => /^[a-z]+ [a-z]+$/.test(name));
}

function apart(word: string): string | undefined {
  const second = seconds.find((one) => word.endsWith(one) && word.length - one.length >= 3);
  return second === undefined || word === "portable"
    ? undefined
    : `${word.slice(0, -second.length)} ${second}`;
}

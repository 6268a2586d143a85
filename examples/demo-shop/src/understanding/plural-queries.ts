/** @file The product's name in the number that its sellers do not use: `desks`, `a sneaker`. */
import type { Draft, Scope } from "./draft.js";
import { colourWish, sellersNames } from "./draft.js";

const irregular: readonly (readonly [one: string, many: string])[] = [
  ["shelf", "shelves"],
  ["knife", "knives"],
  ["mouse", "mice"],
  ["scarf", "scarves"],
  ["glass", "glasses"],
  ["box", "boxes"],
  ["brush", "brushes"],
  ["bench", "benches"],
  ["dress", "dresses"],
  ["couch", "couches"],
  ["radio", "radios"],
  ["diary", "diaries"],
];
const alwaysMany = /^(jeans|trousers|pants|chinos|slacks|denims|headphones|kicks)$/;
const uncounted =
  /(coffee|tea|ink|soap|lotion|cream|milk|paste|polish|lacquer|varnish|tape|notes|paper|wrap|jewellery|shampoo|wash|knit|parfum|toilette|ins|balm|salve|gel|lighting|greenery|railway|luggage|outerwear|organiser)$/;

/** Two queries a type: bare, and with a colour. */
export function pluralQueries({ type, own, random }: Scope): Draft[] {
  const types = [type.key];
  const others = sellersNames(type).flatMap((name) => {
    const other = inOtherNumber(name);
    return other === undefined ? [] : [other];
  });
  return random
    .shuffled(others)
    .slice(0, 2)
    .map(({ name, form }, at) => {
      const colour = at === 1 ? colourWish(random.pick(own)) : undefined;
      const query = colour ? `${colour.word} ${name}` : name;
      return { query, form, intent: { types, ...colour?.wish } };
    });
}

/** The name with its last word in the other number; undefined for what is not counted. */
export function inOtherNumber(
  name: string,
): { readonly name: string; readonly form: "plural" | "singular" } | undefined {
  const words = name.split(" ");
  const last = words.pop()!;
  const named = (word: string): string => [...words, word].join(" ");
  if (alwaysMany.test(last) || uncounted.test(last) || !/^[a-zé]+$/.test(last)) return undefined;
  for (const [one, many] of irregular) {
    if (last.endsWith(many)) {
      return { name: named(last.slice(0, -many.length) + one), form: "singular" };
    }
    if (last.endsWith(one)) {
      return { name: named(last.slice(0, -one.length) + many), form: "plural" };
    }
  }
  if (/ies$/.test(last)) return { name: named(`${last.slice(0, -3)}y`), form: "singular" };
  if (/[^s]s$/.test(last)) return { name: named(last.slice(0, -1)), form: "singular" };
  if (/[^aeiou]y$/.test(last)) return { name: named(`${last.slice(0, -1)}ies`), form: "plural" };
  return { name: named(`${last}${/(s|x|ch|sh)$/.test(last) ? "es" : "s"}`), form: "plural" };
}

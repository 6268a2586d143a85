/** @file Queries that name a colour, a material, a print, a size or another decided property. */
import type { Pattern } from "../drawing/textures.js";
import type { Intent } from "../queries/intent.js";
import type { Random } from "../random.js";
import { isRecipe, valuesOf } from "../text/title.js";
import { materials } from "../world/materials.js";
import type { ProductTruth } from "../world/product-truth.js";
import type { Draft, Scope } from "./draft.js";
import { colourWish } from "./draft.js";

interface Wish {
  readonly words: string;
  readonly form: string;
  readonly wish: Partial<Intent>;
}

const patternWords: Readonly<Record<Pattern, readonly string[]>> = {
  solid: ["plain"],
  striped: ["striped", "stripes"],
  dotted: ["polka dot", "dotted"],
  checked: ["checked", "gingham", "plaid"],
  chevron: ["chevron", "zigzag"],
  floral: ["floral", "flowery"],
  geometric: ["geometric"],
  speckled: ["speckled", "flecked"],
};

/** Three queries a type, each after another of its products; one in three has two wishes. */
export function attributeQueries({ type, own, random }: Scope): Draft[] {
  const drafts: Draft[] = [];
  const used = new Set<string>();
  for (const model of random.shuffled(own)) {
    if (drafts.length === 3) break;
    const name = random.pick(type.asked);
    const [first, second] = random
      .shuffled(wishesOf(model, type, random))
      .filter(({ words }) => !used.has(words) && !name.includes(words));
    if (first === undefined) continue;
    used.add(first.words);
    const two = second !== undefined && random.chance(1 / 3);
    const wishes = two ? [first, second] : [first];
    drafts.push({
      query: phrased(name, wishes),
      form: wishes.map(({ form }) => form).join(" and "),
      intent: Object.assign({ types: [type.key] }, ...wishes.map(({ wish }) => wish)) as Intent,
    });
  }
  return drafts;
}

/** At most one wish a form, as the product has it. */
function wishesOf(model: ProductTruth, type: Scope["type"], random: Random): Wish[] {
  const wishes: Wish[] = [];
  const colour = colourWish(model);
  if (colour) wishes.push({ words: colour.word, form: "colour", wish: colour.wish });
  const made = materials[model.material];
  if (!isRecipe(model) && made.family !== "wax") {
    wishes.push({ words: made.plain, form: "material", wish: { material: model.material } });
  }
  if (type.patterns !== undefined && model.pattern !== "solid") {
    const words = random.pick(patternWords[model.pattern]);
    wishes.push({ words, form: "pattern", wish: { pattern: model.pattern } });
  }
  const asked = valuesOf(type, model).flatMap((value) => {
    const [name] = (type.traits ?? [])
      .filter(({ values }) => values.includes(value))
      .map((trait) => trait.name);
    return (value.asked ?? []).map((words) => ({
      words,
      form: "property",
      wish: { traits: { [name!]: value.is } },
    }));
  });
  if (asked.length > 0) wishes.push(random.pick(asked));
  return wishes;
}

/** Prepositions go behind the name, all else before it. */
function phrased(name: string, wishes: readonly Wish[]): string {
  const behind = (words: string): boolean => /^(with|without|for|in|to|keeps|pack) ?/.test(words);
  const all = wishes.map(({ words }) => words);
  return [...all.filter((one) => !behind(one)), name, ...all.filter(behind)].join(" ");
}

/** @file Titles as sellers write them: each leaves out something else. */
import type { Random } from "../random.js";
import { colours } from "../world/colours.js";
import { typeOf } from "../world/departments.js";
import { materials } from "../world/materials.js";
import type { ProductTruth } from "../world/product-truth.js";
import type { ProductType, TraitValue } from "../world/product-type.js";
import { styles } from "../world/styles.js";

/** A seller's habits, the same for all variants of a family. */
export interface TitlePlan {
  readonly template: number;
  readonly name: string;
  readonly style: string;
  readonly material: string;
  /** Words of traits, such as `Compact` or `with 2 Drawers`. */
  readonly traits: readonly string[];
  readonly showsColour: boolean;
  readonly showsMeasure: boolean;
}

/** Decides how a family's titles are written. */
export function planTitle(truth: ProductTruth, variants: number, random: Random): TitlePlan {
  const { type } = typeOf(truth.type);
  const [usual, ...others] = type.names;
  return {
    template: random.below(7),
    name: others.length === 0 || random.chance(0.5) ? usual! : random.pick(others),
    style: random.chance(0.2) ? random.pick(styles[truth.style].titled) : "",
    material:
      !isRecipe(truth) && random.chance(0.45) ? random.pick(materials[truth.material].sold) : "",
    traits: valuesOf(type, truth)
      .map((value) => value.titled ?? "")
      .filter((words) => words !== "" && random.chance(0.6)),
    showsColour: variants > 1 || random.chance(0.45),
    showsMeasure: random.chance(0.2),
  };
}

/**
 * Writes a title.
 *
 * @param colour - The colour as this seller names it.
 * @param material - As the seller names it; empty to leave it out.
 */
export function writeTitle(
  truth: ProductTruth,
  plan: TitlePlan,
  colour: string,
  material: string,
): string {
  const after = plan.traits.filter((words) => /^(with|for) /.test(words));
  const before = plan.traits.filter((words) => !after.includes(words));
  const shown = plan.showsColour ? colour : "";
  const size = plan.showsMeasure && truth.measure ? printed(truth.measure) : "";
  const thing = join(...before, plan.name, ...after);
  switch (plan.template) {
    case 0:
      return tail(join(truth.collection, plan.style, thing), shown, size);
    case 1:
      return tail(join(truth.brand, shown, material, plan.style, thing), size);
    case 2:
      return join(
        tail(join(plan.style, thing), size),
        material || shown ? "–" : "",
        tail(material, shown),
      );
    case 3:
      return join(truth.brand, truth.collection, thing, shown ? `(${shown})` : "");
    case 4:
      return join(plan.style, material, thing, shown ? `in ${shown}` : "", `by ${truth.brand}`);
    case 5:
      return tail(join(truth.collection, material, thing), size, shown);
    default:
      return tail(join(truth.brand, `“${truth.collection}”`, plan.style, thing), material, shown);
  }
}

/** The decided values of a product's traits, in the order of its type. */
export function valuesOf(type: ProductType, truth: ProductTruth): TraitValue[] {
  return (type.traits ?? []).flatMap((trait) =>
    trait.values.filter((value) => value.is === truth.traits[trait.name]),
  );
}

/** `width_cm`, 120 → `120 cm`. */
export function printed(measure: { readonly name: string; readonly value: number }): string {
  const unit = measure.name.slice(measure.name.lastIndexOf("_") + 1);
  return `${measure.value} ${unit === "mah" ? "mAh" : unit}`;
}

/** The colour of a product as some seller prints it. */
export function colourWord(truth: ProductTruth, random: Random): string {
  return random.pick(colours[truth.colour].sold);
}

function join(...words: readonly string[]): string {
  return words.filter((word) => word !== "").join(" ");
}

function tail(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(", ");
}

/** Whether its material is what is in it, a cream or a plant, rather than what it is made of. */
export function isRecipe(truth: ProductTruth): boolean {
  return ["cosmetic", "plant"].includes(materials[truth.material].family);
}

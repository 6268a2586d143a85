/** @file Descriptions: none, one line or a page, plain or with markup, facts among praise. */
import type { Pattern } from "../drawing/textures.js";
import type { Random } from "../random.js";
import { colours } from "../world/colours.js";
import { typeOf } from "../world/departments.js";
import { materials } from "../world/materials.js";
import type { ProductTruth } from "../world/product-truth.js";
import { styles } from "../world/styles.js";
import { isRecipe, printed, valuesOf } from "./title.js";

const patternWords: Readonly<Record<Pattern, readonly string[]>> = {
  solid: [],
  striped: ["Broad stripes run across it.", "A band of colour, a band of calm, repeated."],
  dotted: ["Sprinkled with polka dots.", "Round spots, evenly spaced."],
  checked: ["A plaid in two tones.", "Gingham squares, large and friendly."],
  chevron: ["Zigzags from side to side.", "A herringbone of bold chevrons."],
  floral: ["Strewn with little flowers.", "Blossoms all over, as on a meadow in June."],
  geometric: ["Diamonds in strict rows.", "A graphic lattice covers it."],
  speckled: ["Flecked like a bird's egg.", "Dots of darker glaze, each one by chance."],
};

const filler = [
  "Ships within two days.",
  "Thirty days to change your mind.",
  "Designed in our own studio.",
  "As seen in our spring journal.",
  "A gift that gets used.",
  "Free returns, as always.",
  "Tested for years before we sold the first one.",
  "Colours may differ slightly on screen.",
];

/** What the title and the attributes already tell, so that the rest is told here. */
export interface AlreadyTold {
  readonly colour: boolean;
  readonly traits: ReadonlySet<string>;
}

/**
 * Writes a description.
 *
 * @returns Plain text or HTML; empty for about one product in twenty-five.
 */
export function writeDescription(
  truth: ProductTruth,
  colour: string,
  told: AlreadyTold,
  random: Random,
): string {
  if (random.chance(0.04)) return "";
  const { type } = typeOf(truth.type);
  const short = random.chance(0.22);
  const facts: string[] = [];
  for (const [at, value] of valuesOf(type, truth).entries()) {
    const name = type.traits![at]!.name;
    const needed = !told.traits.has(name);
    if (value.said.length > 0 && (needed || random.chance(0.5)))
      facts.push(random.pick(value.said));
  }
  if (random.chance(told.colour ? 0.3 : 0.7)) facts.push(colourSentence(truth, colour, random));
  if (truth.pattern !== "solid" && random.chance(0.7))
    facts.push(random.pick(patternWords[truth.pattern]));
  if (random.chance(0.5)) facts.push(materialSentence(truth, random));
  if (truth.measure && random.chance(0.35)) facts.push(`Measures ${printed(truth.measure)}.`);

  const opening = random.shuffled(type.said).slice(0, short ? 1 : 2);
  const rest = [...facts];
  if (!short) {
    if (random.chance(0.35)) rest.push(...styles[truth.style].said);
    if (random.chance(0.45)) rest.push(random.pick(filler));
    const companions = [...(type.near ?? []), ...(type.related ?? [])];
    if (companions.length > 0 && random.chance(0.25)) {
      const companion = typeOf(random.pick(companions)).type.names[0]!.toLowerCase();
      rest.push(`Goes well with our ${companion} from the ${truth.collection} series.`);
    }
  }
  return dressed(opening, random.shuffled(rest), random);
}

function colourSentence(truth: ProductTruth, colour: string, random: Random): string {
  const word = random.chance(0.5) ? colours[truth.colour].plain : colour.toLowerCase();
  return random.pick([
    `Shown here in ${word}.`,
    `A deep-breath shade of ${word}.`,
    `The colour: ${word}, day and night.`,
    `Comes in ${word}.`,
  ]);
}

function materialSentence(truth: ProductTruth, random: Random): string {
  const made = materials[truth.material];
  if (isRecipe(truth)) return `A ${random.pick(made.sold).toLowerCase()}.`;
  const word = (random.chance(0.5) ? made.plain : random.pick(made.sold)).toLowerCase();
  return random.pick([
    `Made of ${word}.`,
    `Crafted from ${word} that ages well.`,
    `Material: ${word}.`,
  ]);
}

/** Plain sentences, or paragraphs and lists with the entities that editors leave. */
function dressed(opening: readonly string[], rest: readonly string[], random: Random): string {
  const way = random.next();
  if (way < 0.66) return [...opening, ...rest].join(" ");
  const lead = escaped(opening.join(" "));
  if (rest.length === 0) return `<p>${lead}</p>`;
  if (way < 0.86) {
    const items = rest.map((sentence) => `<li>${escaped(sentence)}</li>`).join("");
    return `<p>${lead}</p><ul>${items}</ul>`;
  }
  return `<div class="desc"><b>${lead}</b><br/>${escaped(rest.join(" "))}&nbsp;</div>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("é", "&eacute;");
}

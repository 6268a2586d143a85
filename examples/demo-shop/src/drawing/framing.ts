/** @file Where the camera stands: low and small things are brought nearer and to the middle. */
import type { FormName } from "./forms.js";

/** How a form is brought into the picture. */
export interface Framing {
  readonly zoom: number;
  /** Pixels upwards, after zooming about the middle of the floor. */
  readonly lift: number;
}

const usual: Framing = { zoom: 1, lift: 14 };
const still: Framing = { zoom: 1, lift: 0 };

const framings: Partial<Record<FormName, Framing>> = {
  ...near(1.04, 62, ["desk", "diningTable", "sofa", "bed", "tvStand", "dresser"]),
  ...near(1.1, 76, ["coffeeTable", "bench"]),
  ...near(1.3, 60, ["nightstand"]),
  ...near(1.14, 50, ["armchair", "diningChair", "officeChair", "stool"]),
  ...near(1.08, 62, ["sneaker", "sandal", "loafer", "heel"]),
  ...near(1.06, 34, ["boot", "rainBoot"]),
  ...near(1.18, 48, [
    "mug",
    "bowl",
    "drinkingGlass",
    "storageJar",
    "teaTin",
    "plantPot",
    "creamJar",
  ]),
  ...near(1.08, 44, ["kettle", "teapot", "coffeeBag", "wallet", "duffel"]),
  ...near(1.12, 46, ["pumpBottle", "tube", "lipstick", "perfume", "nailPolish", "ink", "candle"]),
  ...near(1.04, 50, ["tent", "cooler", "campChair", "train", "toyCar", "keyboard", "soap"]),
  ...near(1.08, 44, [
    "powerBank",
    "earbuds",
    "charger",
    "deskOrganiser",
    "stackingRings",
    "speaker",
  ]),
  ...near(0.94, 50, ["pot"]),
  // These hang, or fill the picture already.
  ...same(still, ["pendant", "stringLights", "floorLamp", "kite", "puzzle", "rug", "notebook"]),
  ...same(still, ["wallLamp", "mirror", "wallClock", "frame", "plate", "softToy", "housePlant"]),
};

/** The SVG transform that frames a form. */
export function framingOf(form: FormName): string {
  const { zoom, lift } = framings[form] ?? usual;
  return `translate(${200 - 200 * zoom} ${420 - 420 * zoom - lift}) scale(${zoom})`;
}

function near(
  zoom: number,
  lift: number,
  names: readonly FormName[],
): Partial<Record<FormName, Framing>> {
  return same({ zoom, lift }, names);
}

function same(framing: Framing, names: readonly FormName[]): Partial<Record<FormName, Framing>> {
  return Object.fromEntries(names.map((name) => [name, framing]));
}

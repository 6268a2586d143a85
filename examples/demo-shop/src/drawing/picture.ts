/** @file The picture of a product: its truth, drawn and set on the stage. */
import { createRandom } from "../random.js";
import { colours } from "../world/colours.js";
import { typeOf } from "../world/departments.js";
import { materials } from "../world/materials.js";
import type { ProductTruth } from "../world/product-truth.js";
import { forms } from "./forms.js";
import { framingOf } from "./framing.js";
import type { Look } from "./look.js";
import { createSketch } from "./sketch.js";
import { onStage } from "./stage.js";

/**
 * Draws a product.
 *
 * @returns An SVG document of 400 × 500 pixels; the same truth gives the same text.
 */
export function drawProduct(truth: ProductTruth): string {
  const { type, department } = typeOf(truth.type);
  const accent = colours[truth.accent].hex;
  const look: Look = {
    main: {
      colour: colours[truth.colour].hex,
      texture: materials[truth.material].texture,
      pattern: truth.pattern,
      accent,
    },
    second: {
      colour: colours[truth.secondColour].hex,
      texture: materials[truth.second].texture,
      pattern: "solid",
      accent,
    },
    traits: truth.traits,
    size: truth.size,
    turn: truth.turn,
  };
  const sketch = createSketch(createRandom(0, `picture of ${truth.family}`));
  sketch.moved(framingOf(type.form), () => {
    forms[type.form](sketch, look);
  });
  return onStage(sketch.toSvg(), department.backdrop);
}

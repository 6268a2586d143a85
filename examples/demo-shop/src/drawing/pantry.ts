/** @file Jars, coffee, tea and the towel beside them. */
import { darker } from "./colour-maths.js";
import type { Form } from "./look.js";
import { sized, smooth } from "./look.js";
import { box, curve, oval, path, poly } from "./shapes.js";

const floor = 420;

/** A jar with a lid. */
export const storageJar: Form = (sketch, look) => {
  const { main, second } = look;
  const half = sized(look, 66, 88);
  const top = floor - sized(look, 170, 220);
  sketch.shadow(200, floor + 2, half + 8, 13);
  if (main.texture === "glass")
    sketch.part(
      box(200 - half + 6, top + 70, 2 * half - 12, floor - top - 76, 16),
      smooth(look.turn < 0.5 ? "#c9a06a" : "#e8d9b8", "speckle"),
      "round",
    );
  sketch.part(box(200 - half, top, 2 * half, floor - top, 18), main, "round");
  sketch.part(box(200 - half + 4, top - 26, 2 * half - 8, 32, 8), second, "round");
  if (main.texture === "glass")
    sketch.fill(box(200 - half + 12, top + 18, 9, floor - top - 60, 4), "#ffffff", 0.5);
};

/** A bag of coffee, folded at the top. */
export const coffeeBag: Form = (sketch, look) => {
  const { main } = look;
  sketch.shadow(200, floor + 2, 96, 14);
  sketch.part("M108 170L98 398Q98 424 122 424H278Q302 424 302 398L292 170z", main, "round");
  sketch.shade("M108 170L98 398Q98 424 122 424L130 170z", "dim", 0.45);
  sketch.part(box(106, 128, 188, 46, 4), main, "top", { plain: true });
  sketch.line(path([108, 152], [292, 152]), darker(main.colour, 0.4), 3, 0.5);
  sketch.part(box(140, 214, 120, 138, 6), smooth("#f4ead6"), "soft");
  for (const [x, y, tilt] of [
    [182, 264, -24],
    [216, 284, 22],
  ] as const) {
    sketch.moved(`rotate(${tilt} ${x} ${y})`, () => {
      sketch.part(oval(x, y, 17, 25), smooth("#5b3824"), "ball");
      sketch.line(
        curve(`${x},${y - 22} ${x + 5},${y - 6} ${x - 5},${y + 8} ${x},${y + 22}`),
        "#2e1a10",
        3,
      );
    });
  }
  sketch.line(path([164, 332], [236, 332]), look.main.accent, 5);
};

/** A tin of tea with a leaf on its label. */
export const teaTin: Form = (sketch, look) => {
  const { main } = look;
  sketch.shadow(200, floor + 2, 86, 13);
  sketch.part(box(122, 214, 156, 206, 8), main, "round");
  sketch.part(box(118, 178, 164, 46, 8), look.second, "round");
  sketch.part(oval(200, 322, 52, 64), smooth("#f6efdf"), "soft");
  for (const [tilt, tone] of [
    [-34, "#6f8f5a"],
    [30, "#557a4d"],
  ] as const) {
    sketch.moved(`rotate(${tilt} 200 354)`, () => {
      sketch.part(curve("200,280 216,312 200,354 184,312", true), smooth(tone), "side");
    });
  }
};

/** A folded dish towel with a loop. */
export const towel: Form = (sketch, look) => {
  sketch.line(curve("200,96 186,74 200,58 214,74 200,96"), darker(look.main.colour, 0.3), 4);
  sketch.moved("translate(6 10)", () => {
    sketch.fill(box(118, 96, 164, 318, 6), "#1d1613", 0.15);
  });
  sketch.part(poly([126, 96], [274, 96], [288, 410], [112, 410]), look.main, "round");
  sketch.shade(poly([196, 96], [210, 96], [226, 410], [190, 410]), "dim", 0.4);
  for (const y of [362, 378]) sketch.line(path([114, y], [286, y]), look.main.accent, 6, 0.9);
};

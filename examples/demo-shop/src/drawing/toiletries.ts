/** @file Bottles, jars, tubes and bars for the bathroom. The main surface is the pack. */
import { brightness, darker, lighter } from "./colour-maths.js";
import type { Form, Look } from "./look.js";
import { has, recoloured, sized, smooth } from "./look.js";
import { box, curve, lathe, oval, path, poly } from "./shapes.js";
import type { Sketch } from "./sketch.js";

const floor = 420;

/** A bottle with a pump or a flip cap. */
export const pumpBottle: Form = (sketch, look) => {
  const { main, second } = look;
  const half = sized(look, 56, 72);
  sketch.shadow(200, floor + 2, half + 10, 12);
  const pump = has(look, "cap", "pump");
  if (pump) {
    sketch.part(box(193, 122, 14, 50, 4), second, "round");
    sketch.part(
      "M164 104H226Q238 104 238 116V128H206V122H164Q150 122 150 113T164 104z",
      second,
      "top",
    );
    sketch.part(box(174, 160, 52, 28, 6), second, "round");
  } else sketch.part(box(164, 132, 72, 56, 8), second, "round");
  const d =
    look.turn < 0.5
      ? box(200 - half, 186, 2 * half, floor - 186, 24)
      : lathe(
          200,
          `186,${half * 0.5} 200,${half * 0.86} 228,${half} 320,${half * 0.94} 400,${half} ${floor},${half * 0.9}`,
        );
  sketch.part(d, main, "round");
  label(sketch, look, 200, 262, half * 1.3, 106);
};

/** A jar of cream, its lid beside it. */
export const creamJar: Form = (sketch, look) => {
  const { main, second } = look;
  sketch.shadow(190, floor + 2, 116, 13);
  sketch.part(oval(188, 282, 82, 17), smooth("#fdf8ef"), "top");
  sketch.fill(curve("150,282 180,268 214,276 232,288 200,290", true), "#efe4d2");
  sketch.part(box(92, 284, 192, 136, 26), main, "round");
  label(sketch, look, 188, 320, 120, 70);
  sketch.moved("rotate(-14 312 382)", () => {
    sketch.part(oval(314, 376, 62, 46), second, "ball");
    sketch.part(oval(314, 374, 48, 34), recoloured(second, lighter(second.colour, 0.1)), "soft");
  });
};

/** A lipstick, wound out. */
export const lipstick: Form = (sketch, look) => {
  const { main, second } = look;
  sketch.shadow(190, floor + 2, 100, 12);
  sketch.part(`M166 280V190C166 168 190 140 222 132V280z`, main, "round");
  sketch.part(
    "M166 190C166 168 190 140 222 132C220 160 196 186 166 190z",
    recoloured(main, lighter(main.colour, 0.22)),
    "soft",
  );
  sketch.part(box(158, 268, 72, 52, 4), smooth("#d4ad62", "metal"), "round");
  sketch.part(box(148, 316, 92, 104, 6), second, "round");
  sketch.part(box(268, 262, 84, 158, 8), second, "round");
  sketch.part(box(268, 400, 84, 12), smooth("#d4ad62", "metal"), "round");
};

/** A bar of soap, stamped with a leaf, a band of paper about it. */
export const soap: Form = (sketch, look) => {
  const { main } = look;
  sketch.shadow(204, 372, 140, 16);
  sketch.part(box(74, 262, 252, 110, 34), recoloured(main, darker(main.colour, 0.12)), "side");
  sketch.part(box(74, 222, 252, 124, 40), main, "top");
  if (has(look, "wrapped")) {
    sketch.part(
      poly([152, 220], [248, 220], [248, 374], [152, 374]),
      smooth("#f5ecd9", "speckle"),
      "side",
    );
    sketch.line(path([174, 300], [226, 300]), main.accent, 5);
    sketch.line(path([182, 314], [218, 314]), "#8a7a66", 3);
  } else {
    sketch.line(box(108, 244, 184, 80, 26), darker(main.colour, 0.3), 3, 0.5);
    for (const tilt of [-40, 0, 40])
      sketch.moved(`rotate(${tilt} 200 306)`, () => {
        sketch.fill(curve("200,256 210,280 200,306 190,280", true), darker(main.colour, 0.3), 0.5);
      });
  }
  for (const [x, y, r] of [
    [96, 212, 12],
    [118, 196, 8],
    [304, 214, 14],
    [286, 190, 7],
  ] as const) {
    sketch.fill(oval(x, y, r), "#ffffff", 0.55);
    sketch.line(oval(x, y, r), "#cfdbe2", 1.5, 0.8);
  }
};

/** A flacon of perfume. */
export const perfume: Form = (sketch, look) => {
  const { main, second } = look;
  sketch.shadow(200, floor + 2, 92, 12);
  sketch.part(box(180, 188, 40, 44, 4), smooth("#d1ad66", "metal"), "round");
  sketch.part(
    look.turn < 0.5 ? box(162, 124, 76, 76, 8) : oval(200, 156, 42),
    second,
    look.turn < 0.5 ? "round" : "ball",
  );
  const flask =
    look.turn < 0.33
      ? box(114, 226, 172, 194, 16)
      : look.turn < 0.67
        ? oval(200, 324, 98)
        : lathe(200, "226,30 250,74 300,90 380,84 414,70 420,60");
  sketch.part(flask, { ...main, texture: "glass" }, "round");
  sketch.within(flask, () => {
    sketch.fill(box(60, 276, 280, 150), main.colour, 0.55);
  });
  sketch.part(box(158, 300, 84, 60, 3), smooth("#faf4e6"), "soft");
  sketch.line(path([174, 324], [226, 324]), "#55483c", 3);
  sketch.line(path([184, 338], [216, 338]), "#a08f78", 2);
  sketch.fill(curve("130,270 138,260 136,380 128,390", true), "#ffffff", 0.6);
};

/** A tube of cream or toothpaste standing on its cap. */
export const tube: Form = (sketch, look) => {
  const { main, second } = look;
  const top = floor - sized(look, 230, 290);
  sketch.shadow(200, floor + 2, 64, 11);
  sketch.part(box(162, floor - 52, 76, 52, 8), second, "round");
  sketch.part(poly([118, top], [282, top], [248, floor - 50], [152, floor - 50]), main, "round");
  sketch.part(box(116, top - 12, 168, 24, 3), recoloured(main, darker(main.colour, 0.1)), "side");
  label(sketch, look, 200, top + 60, 96, 108);
};

/** A small bottle of nail polish. */
export const nailPolish: Form = (sketch, look) => {
  const { main } = look;
  sketch.shadow(200, floor + 2, 72, 11);
  sketch.part(poly([172, 120], [228, 120], [236, 282], [164, 282]), look.second, "round");
  sketch.part(box(126, 276, 148, 144, 34), { ...main, texture: "gloss" }, "round");
  sketch.fill(curve("146,306 158,300 156,384 144,392", true), "#ffffff", 0.55);
  sketch.line(
    path([170, 346], [230, 346]),
    brightness(main.colour) > 0.6 ? "#5a4a44" : "#ffffff",
    4,
    0.8,
  );
};

/** One or more toothbrushes. */
export const toothbrush: Form = (sketch, look) => {
  const { main } = look;
  sketch.shadow(206, 436, 90, 11);
  for (const [x, tilt, tone] of [
    [160, -7, main.colour],
    [240, 7, lighter(main.colour, 0.2)],
  ] as const) {
    sketch.moved(`rotate(${tilt} ${x} 260)`, () => {
      sketch.part(
        lathe(x, "92,13 150,14 178,8 220,9 300,14 400,13 432,7"),
        { ...main, colour: tone },
        "round",
        { upright: true },
      );
      for (let row = 0; row < 5; row++)
        sketch.part(
          box(x + 10, 96 + row * 11, 28, 9, 2),
          smooth(row % 2 === 0 ? "#faf6ec" : main.accent),
          "side",
        );
    });
  }
};

/** A paper label with lines for words and a mark. */
function label(
  sketch: Sketch,
  look: Look,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  sketch.part(box(x - width / 2, y, width, height, 5), smooth("#faf5ea"), "side");
  const ink = brightness(look.main.colour) > 0.75 ? look.main.accent : look.main.colour;
  sketch.fill(
    curve(
      `${x},${y + 10} ${x + 10},${y + height * 0.25} ${x},${y + height * 0.42} ${x - 10},${y + height * 0.25}`,
      true,
    ),
    ink,
  );
  sketch.line(
    path([x - width * 0.3, y + height * 0.6], [x + width * 0.3, y + height * 0.6]),
    "#4d443c",
    4,
  );
  sketch.line(
    path([x - width * 0.2, y + height * 0.76], [x + width * 0.2, y + height * 0.76]),
    "#a89a86",
    3,
  );
}

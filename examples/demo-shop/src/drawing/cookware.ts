/** @file Pans, pots, kettles, knives and boards. */
import { darker } from "./colour-maths.js";
import type { Form } from "./look.js";
import { has, sized, smooth } from "./look.js";
import { box, curve, lathe, oval, path, poly } from "./shapes.js";

const floor = 420;

/** A frying pan, its handle to the right. */
export const fryingPan: Form = (sketch, look) => {
  const { main, second } = look;
  sketch.shadow(180, 318, 132, 46);
  sketch.moved("rotate(-24 170 280)", () => {
    sketch.part(box(276, 268, 116, 24, 11), second, "top");
    sketch.fill(oval(376, 280, 5), "#1d1613", 0.6);
    sketch.part(box(264, 272, 30, 16), smooth("#b4b8bd", "metal"), "top");
  });
  sketch.part(oval(168, 292, 130, 112), main, "ball");
  sketch.part(
    oval(168, 284, 116, 98),
    smooth(
      has(look, "nonstick") ? "#34343a" : darker(main.colour, 0.25),
      has(look, "nonstick") ? "speckle" : main.texture,
    ),
    "soft",
  );
  sketch.fill(curve("84,262 110,214 166,198 120,224", true), "#ffffff", 0.22);
};

/** A saucepan or stock pot with its lid. */
export const pot: Form = (sketch, look) => {
  const { main, second } = look;
  const deep = sized(look, 110, 170);
  const top = floor - deep;
  sketch.shadow(200, floor + 2, 124, 14);
  if (has(look, "handle", "long")) sketch.part(box(300, top + 20, 92, 20, 10), second, "top");
  else for (const x of [70, 300]) sketch.part(box(x, top + 22, 30, 34, 10), second, "top");
  sketch.part(
    `M90 ${top}V${floor - 24}Q90 ${floor} 116 ${floor}H284Q310 ${floor} 310 ${floor - 24}V${top}z`,
    main,
    "round",
  );
  sketch.part(
    curve(
      `84,${top + 2} 110,${top - 26} 200,${top - 40} 290,${top - 26} 316,${top + 2} 200,${top + 8}`,
      true,
    ),
    main,
    "round",
    { plain: true },
  );
  sketch.part(box(178, top - 62, 44, 24, 10), second, "round");
};

/** A kettle: for the hob with a bail, or electric on its base. */
export const kettle: Form = (sketch, look) => {
  const { main, second } = look;
  sketch.shadow(200, floor + 3, 112, 14);
  const electric = has(look, "electric");
  if (electric) {
    sketch.part(box(112, 404, 176, 17, 6), smooth("#38393d", "gloss"), "top");
    sketch.line(curve("262,210 330,216 334,300 268,360"), darker(second.colour, 0.1), 22);
    sketch.part(poly([146, 222], [104, 196], [112, 188], [160, 206]), main, "round");
    sketch.part(lathe(200, "196,56 220,62 300,72 404,80"), main, "round");
  } else {
    sketch.line(curve("128,280 140,168 200,140 260,168 272,280"), darker(second.colour, 0.1), 15);
    sketch.part(curve("112,330 74,292 58,240 74,232 92,270 134,300", true), main, "side");
    sketch.part(lathe(200, "256,36 272,70 320,104 380,112 414,100 420,90"), main, "round");
  }
  const lid = electric ? 194 : 254;
  sketch.part(
    curve(
      `${electric ? 146 : 164},${lid + 2} 200,${lid - 18} ${electric ? 254 : 236},${lid + 2}`,
      true,
    ),
    main,
    "round",
    { plain: true },
  );
  sketch.part(oval(200, lid - 18, 11, 9), second, "ball");
};

/** A kitchen knife. */
export const knife: Form = (sketch, look) => {
  const long = sized(look, 190, 250);
  const blade = smooth("#ccd1d6", "metal");
  sketch.moved("rotate(-62 200 260)", () => {
    const x = 330 - long;
    sketch.moved("translate(6 16)", () => {
      sketch.fill(
        curve(`${x - 60},262 ${x + 40},232 330,230 330,276 ${x + 60},278`, true),
        "#1d1613",
        0.14,
      );
    });
    if (has(look, "serrated")) {
      const teeth = Array.from(
        { length: Math.floor(long / 12) },
        (_, at) => `L${306 - at * 12 - 6} 284L${306 - at * 12 - 12} 276`,
      ).join("");
      sketch.part(`M306 240H${x - 20}Q${x - 60} 242 ${x - 60} 276H306${teeth}z`, blade, "top");
    } else
      sketch.part(
        `M306 230H${x + 20}Q${x - 60} 240 ${x - 74} 280Q${x + 60} 288 306 284z`,
        blade,
        "top",
      );
    sketch.line(path([x - 10, 272], [300, 272]), "#ffffff", 2, 0.8);
    sketch.part(box(300, 228, 18, 54, 3), smooth("#9ea4aa", "metal"), "top");
    sketch.part(
      curve("316,232 380,230 440,238 452,262 436,272 380,266 316,276", true),
      look.main,
      "top",
    );
    for (const rivet of [340, 376, 412])
      sketch.part(oval(rivet, 252, 5), smooth("#d9d2c0", "metal"), "ball");
  });
};

/** A board for cutting and serving. */
export const cuttingBoard: Form = (sketch, look) => {
  sketch.shadow(204, 404, 126, 14);
  const round = has(look, "shape", "round");
  const d = round
    ? `${oval(200, 286, 118)}${box(180, 88, 40, 100, 16)}`
    : box(96, 140, 208, 262, 22);
  if (round) sketch.part(box(181, 88, 38, 110, 16), look.main, "side");
  sketch.part(round ? oval(200, 286, 118) : d, look.main, "soft");
  sketch.line(
    round ? oval(200, 286, 100) : box(114, 158, 172, 226, 14),
    darker(look.main.colour, 0.35),
    4,
    0.4,
  );
  sketch.fill(oval(round ? 200 : 270, round ? 108 : 172, 10), "#efe9e0");
};

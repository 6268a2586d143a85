/** @file Pots, cups, plates and the things beside them. */
import { darker, lighter } from "./colour-maths.js";
import type { Form } from "./look.js";
import { has, recoloured, sized, smooth } from "./look.js";
import { box, curve, lathe, oval, pairs, path, poly } from "./shapes.js";

const floor = 420;

/** A mug with a handle, steam above it. */
export const mug: Form = (sketch, look) => {
  const { main } = look;
  const half = sized(look, 62, 84);
  const top = floor - (has(look, "tall") ? 196 : 160);
  sketch.shadow(204, floor + 2, half + 22, 13);
  for (const side of [-18, 16])
    sketch.line(
      curve(
        `${190 + side},${top - 22} ${200 + side},${top - 44} ${188 + side},${top - 66} ${198 + side},${top - 90}`,
      ),
      "#ffffff",
      6,
      0.5,
    );
  const right = 190 + half;
  const handle = curve(
    `${right - 6},${top + 34} ${right + 44},${top + 38} ${right + 46},${top + 92} ${right - 8},${top + 116}`,
  );
  sketch.line(handle, darker(main.colour, 0.42), 20);
  sketch.line(handle, main.colour, 17);
  sketch.line(handle, "#ffffff", 4, 0.3);
  sketch.part(
    box(190 - half, top, 2 * half, floor - top, look.turn < 0.5 ? 14 : 34),
    main,
    "round",
  );
  sketch.part(
    oval(190, top + 2, half, half * 0.17),
    recoloured(main, lighter(main.colour, 0.25)),
    "none",
  );
  sketch.fill(oval(190, top + 5, half - 7, half * 0.13), "#5a3a26");
};

/** A plate seen from above. */
export const plate: Form = (sketch, look) => {
  const { main } = look;
  const r = sized(look, 128, 160);
  sketch.shadow(206, 272, r + 4, r * 0.75);
  sketch.part(oval(200, 250, r), main, "ball");
  sketch.line(oval(200, 250, r - 4), main.accent, 4, 0.75);
  sketch.part(oval(200, 250, r * 0.66), recoloured(main, lighter(main.colour, 0.12)), "soft");
  sketch.line(oval(200, 250, r * 0.66), darker(main.colour, 0.35), 2, 0.4);
};

/** A bowl from the side. */
export const bowl: Form = (sketch, look) => {
  const { main } = look;
  const half = sized(look, 96, 138);
  const top = 286;
  sketch.shadow(200, floor + 2, half * 0.7, 13);
  sketch.part(box(158, floor - 16, 84, 17, 4), main, "round", { plain: true });
  sketch.part(
    `M${200 - half} ${top}C${200 - half + 4} ${top + 96} ${200 - half * 0.5} ${floor - 8} 200 ${floor - 8}S${200 + half - 4} ${top + 96} ${200 + half} ${top}z`,
    main,
    "round",
  );
  sketch.part(
    oval(200, top, half, half * 0.2),
    recoloured(main, darker(main.colour, 0.22)),
    "none",
  );
  sketch.shade(oval(200, top, half, half * 0.2), "side");
};

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

/** A teapot. */
export const teapot: Form = (sketch, look) => {
  const { main } = look;
  sketch.shadow(204, floor + 2, 118, 14);
  const handle = curve("282,300 348,276 354,370 280,384");
  sketch.line(handle, darker(main.colour, 0.4), 19);
  sketch.line(handle, main.colour, 16);
  sketch.part(
    curve("122,350 78,330 62,262 44,250 62,238 86,262 104,300 134,310", true),
    main,
    "side",
  );
  sketch.part(lathe(200, "262,46 276,74 320,98 360,100 396,78 418,56 422,50"), main, "round");
  sketch.part(curve("152,268 170,248 200,240 230,248 248,268 200,276", true), main, "round");
  sketch.part(oval(200, 234, 12), look.second, "ball");
};

/** A kitchen knife. */
export const knife: Form = (sketch, look) => {
  const long = sized(look, 190, 250);
  const blade = smooth("#ccd1d6", "metal");
  sketch.moved("rotate(-62 200 260)", () => {
    const x = 330 - long;
    sketch.moved("translate(6 16)", () =>
      sketch.fill(
        curve(`${x - 60},262 ${x + 40},232 330,230 330,276 ${x + 60},278`, true),
        "#1d1613",
        0.14,
      ),
    );
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
    : `${box(96, 140, 208, 262, 22)}`;
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

/** Drinking glasses: a tumbler or one with a stem. */
export const drinkingGlass: Form = (sketch, look) => {
  const { main } = look;
  if (has(look, "stem")) {
    sketch.shadow(200, floor, 58, 10);
    sketch.part(oval(200, floor - 4, 54, 9), main, "top");
    sketch.part(box(196, 280, 8, 138), main, "round");
    sketch.part(lathe(200, "132,50 180,62 230,64 266,40 284,6"), main, "round");
    sketch.fill(lathe(200, "206,62 232,62 264,40 282,6"), "#7f2136", 0.7);
    sketch.part(oval(200, 132, 50, 8), main, "none");
    return;
  }
  for (const [x, y] of pairs("150,400 254,424")) {
    sketch.shadow(x, y, 60, 11);
    sketch.part(
      poly([x - 54, y - 172], [x + 54, y - 172], [x + 46, y], [x - 46, y]),
      main,
      "round",
    );
    sketch.part(oval(x, y - 172, 54, 10), main, "none");
    sketch.fill(oval(x, y - 10, 42, 8), darker(main.colour, 0.2), 0.4);
    if (look.turn > 0.5)
      for (let rib = -3; rib <= 3; rib++)
        sketch.line(path([x + rib * 14, y - 160], [x + rib * 12, y - 12]), "#ffffff", 3, 0.4);
  }
};

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
  sketch.part(
    curve("108,170 112,300 100,412 200,424 300,412 288,300 292,170", true),
    main,
    "round",
  );
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
    sketch.moved(`rotate(${tilt} 200 354)`, () =>
      sketch.part(curve("200,280 216,312 200,354 184,312", true), smooth(tone), "side"),
    );
  }
};

/** A folded dish towel with a loop. */
export const towel: Form = (sketch, look) => {
  sketch.line(curve("200,96 186,74 200,58 214,74 200,96"), darker(look.main.colour, 0.3), 4);
  sketch.moved("translate(6 10)", () => sketch.fill(box(118, 96, 164, 318, 6), "#1d1613", 0.15));
  sketch.part(poly([126, 96], [274, 96], [288, 410], [112, 410]), look.main, "round");
  sketch.shade(poly([196, 96], [210, 96], [226, 410], [190, 410]), "dim", 0.4);
  for (const y of [362, 378]) sketch.line(path([114, y], [286, y]), look.main.accent, 6, 0.9);
};

/** @file Toys. */
import { darker, lighter } from "./colour-maths.js";
import { star } from "./lamps.js";
import type { Form } from "./look.js";
import { countOf, has, recoloured, sized, smooth } from "./look.js";
import { box, curve, oval, pairs, path, poly } from "./shapes.js";
import type { Surface } from "./textures.js";

const floor = 420;
const rainbow = ["#d9544a", "#eb9a4b", "#f0cc5c", "#6aa56c", "#4f8fc0", "#8d6fae"];

/** A sitting soft toy: bear, rabbit or elephant. */
export const softToy: Form = (sketch, look) => {
  const { main } = look;
  const pale = recoloured(main, lighter(main.colour, 0.5));
  const animal = look.traits["animal"];
  sketch.shadow(200, floor + 3, 112, 14);
  for (const way of [-1, 1]) {
    if (animal === "rabbit") {
      sketch.moved(`rotate(${way * 12} ${200 + way * 34} 130)`, () => {
        sketch.part(oval(200 + way * 34, 96, 22, 62), main, "side");
        sketch.part(oval(200 + way * 34, 100, 10, 44), pale, "none");
      });
    } else if (animal === "elephant") {
      sketch.part(oval(200 + way * 84, 170, 46, 52), main, "side");
      sketch.part(oval(200 + way * 84, 172, 30, 36), recoloured(main, "#e9b6b8"), "none");
    } else {
      sketch.part(oval(200 + way * 60, 112, 28), main, "ball");
      sketch.part(oval(200 + way * 60, 114, 15), pale, "none");
    }
    sketch.part(oval(200 + way * 84, 302, 26, 54), main, "side");
  }
  sketch.part(oval(200, 322, 84, 92), main, "ball");
  sketch.part(oval(200, 334, 54, 62), pale, "soft");
  for (const way of [-1, 1]) {
    sketch.part(oval(200 + way * 66, 388, 42, 34), main, "ball");
    sketch.part(oval(200 + way * 72, 388, 21, 21), pale, "none");
  }
  sketch.part(oval(200, 176, 84, 76), main, "ball");
  if (animal === "elephant")
    sketch.line(curve("200,196 198,240 210,266 232,262"), darker(main.colour, 0.1), 32);
  else {
    sketch.part(oval(200, 204, 36, 28), pale, "soft");
    sketch.fill(oval(200, 190, 13, 9), animal === "rabbit" ? "#d98a96" : "#3d2b22");
    sketch.line("M200 198V212M184 216Q200 226 216 216", "#3d2b22", 3.5);
  }
  for (const x of [168, 232]) {
    sketch.fill(oval(x, 164, 8, 9), "#2a1f1a");
    sketch.fill(oval(x - 2.5, 161, 2.6), "#ffffff");
  }
  sketch.part(
    poly([200, 258], [158, 238], [158, 280]),
    recoloured(smooth(main.accent), main.accent),
    "soft",
  );
  sketch.part(
    poly([200, 258], [242, 238], [242, 280]),
    recoloured(smooth(main.accent), main.accent),
    "soft",
  );
  sketch.part(oval(200, 258, 11), smooth(darker(main.accent, 0.15)), "ball");
};

/** A wooden train: an engine and a wagon. */
export const train: Form = (sketch, look) => {
  const { main, second } = look;
  const wheel = (x: number, r: number): void => {
    sketch.part(oval(x, 388, r), smooth("#c9a06c", "wood"), "ball");
    sketch.part(oval(x, 388, r * 0.35), smooth(main.accent), "ball");
  };
  sketch.shadow(200, 412, 180, 13);
  sketch.part(box(40, 356, 330, 16, 5), second, "top");
  sketch.part(box(44, 270, 108, 90, 6), recoloured(main, main.accent), "side");
  for (const [at, x] of [62, 98, 124].entries())
    sketch.part(
      at === 1 ? oval(x, 258, 22) : box(x - 16, 236, 34, 40, 4),
      smooth(rainbow[(at * 2 + 1) % 6]!, "wood"),
      "ball",
    );
  sketch.part(box(196, 216, 76, 144, 6), main, "side");
  sketch.part(box(212, 238, 44, 44, 4), smooth("#f6efe0"), "soft");
  sketch.part(box(186, 200, 96, 20, 8), second, "top");
  sketch.part(box(266, 282, 98, 78, 30), main, "top");
  sketch.part(
    poly([318, 284], [310, 226], [352, 226], [342, 284]),
    recoloured(main, darker(main.colour, 0.3)),
    "round",
  );
  for (const [x, y, r] of [
    [330, 198, 14],
    [318, 166, 19],
    [294, 128, 25],
  ] as const)
    sketch.fill(oval(x, y, r), "#ffffff", 0.75);
  for (const x of [70, 128]) wheel(x, 26);
  wheel(234, 32);
  for (const x of [300, 346]) wheel(x, 24);
};

/** A tower of building blocks. */
export const blocks: Form = (sketch, look) => {
  const tones =
    look.main.texture === "wood"
      ? ["#dcb987", "#c99a63", "#e6cb9f", look.main.accent, "#b98a5a"]
      : rainbow;
  let turn = Math.floor(look.turn * 5);
  const next = (): Surface => ({
    ...look.main,
    colour: tones[turn++ % tones.length]!,
    pattern: "solid",
  });
  sketch.shadow(200, floor + 3, 140, 14);
  for (const [x, y, w, h] of [
    [70, 348, 72, 72],
    [146, 348, 108, 72],
    [258, 348, 72, 72],
    [102, 276, 72, 72],
    [178, 276, 122, 72],
    [140, 204, 56, 72],
    [200, 204, 72, 72],
  ] as const) {
    sketch.part(box(x, y, w - 3, h - 2, 6), next(), "side");
    if (!has(look, "plain"))
      sketch.part(
        star(x + w / 2 - 1, y + h / 2, 16),
        smooth(lighter(tones[turn % tones.length]!, 0.35)),
        "none",
      );
  }
  sketch.part(poly([134, 202], [204, 138], [276, 202]), next(), "side");
  sketch.part(oval(206, 122, 20), next(), "ball");
};

/** A ball of six panels. */
export const ball: Form = (sketch, look) => {
  const { main } = look;
  const r = sized(look, 96, 136);
  const y = floor - r;
  sketch.shadow(206, floor, r * 0.8, 15);
  const d = oval(200, y, r);
  sketch.part(d, main, "none");
  sketch.within(d, () => {
    if (main.pattern === "solid") {
      sketch.fill(
        `M200 ${y - r}C${200 - r * 1.2} ${y - r * 0.4} ${200 - r * 1.2} ${y + r * 0.4} 200 ${y + r}C${200 - r * 0.4} ${y + r * 0.4} ${200 - r * 0.4} ${y - r * 0.4} 200 ${y - r}z`,
        main.accent,
      );
      sketch.fill(
        `M200 ${y - r}C${200 + r * 0.5} ${y - r * 0.5} ${200 + r * 0.5} ${y + r * 0.5} 200 ${y + r}C${200 + r * 1.3} ${y + r * 0.5} ${200 + r * 1.3} ${y - r * 0.5} 200 ${y - r}z`,
        "#f7f1e3",
      );
    }
  });
  sketch.shade(d, "ball");
  sketch.fill(oval(200 - r * 0.4, y - r * 0.5, r * 0.2, r * 0.12), "#ffffff", 0.6);
};

/** Rings on a peg, largest below. */
export const stackingRings: Form = (sketch, look) => {
  sketch.shadow(200, floor + 3, 118, 14);
  sketch.part(box(191, 120, 18, 270, 9), smooth("#d8b27c", "wood"), "round", { upright: true });
  sketch.part(box(84, 392, 232, 28, 12), smooth("#d8b27c", "wood"), "top");
  const rings = countOf(look, "rings", 5);
  for (let ring = 0; ring < rings; ring++) {
    const half = 104 - ring * (62 / rings);
    const h = 230 / rings;
    const tone =
      ring % 2 === 0
        ? look.main.colour
        : [look.main.accent, "#f0d9b0", lighter(look.main.colour, 0.4)][ring % 3]!;
    sketch.part(
      box(200 - half, 392 - (ring + 1) * h, 2 * half, h - 2, h / 2),
      { ...smooth(tone, look.main.texture) },
      "round",
    );
  }
  sketch.part(oval(200, 132, 24), smooth(look.main.accent, look.main.texture), "ball");
};

/** A toy car, van or digger. */
export const toyCar: Form = (sketch, look) => {
  const { main } = look;
  sketch.shadow(200, floor, 160, 14);
  const kind = look.traits["vehicle"];
  const glass = smooth("#cfe4ec", "gloss");
  if (kind === "van") {
    sketch.part("M48 380V220Q48 190 78 190H262C310 194 346 262 356 310V380z", main, "top");
    for (const x of [70, 140, 210]) sketch.part(box(x, 216, 58, 56, 10), glass, "soft");
    sketch.part("M282 216C304 232 318 256 324 274H282z", glass, "soft");
    sketch.part(box(48, 296, 306, 16), recoloured(main, main.accent), "none");
  } else if (kind === "digger") {
    sketch.line(path([250, 290], [326, 176], [372, 286]), darker(main.colour, 0.1), 20);
    sketch.part(
      poly([346, 282], [396, 282], [384, 340], [342, 330]),
      smooth("#5b5d63", "metal"),
      "side",
    );
    sketch.part(box(66, 276, 210, 84, 14), main, "top");
    sketch.part(box(110, 184, 106, 100, 12), main, "side");
    sketch.part(box(126, 200, 76, 60, 6), glass, "soft");
  } else {
    sketch.part(
      "M30 372V320C30 296 60 290 88 284C116 226 140 204 190 204H226C270 204 292 246 312 284C346 288 370 300 370 330V372z",
      main,
      "top",
    );
    sketch.part("M120 284C138 244 154 228 190 228V284z", glass, "soft");
    sketch.part("M204 228H224C254 228 270 256 284 284H204z", glass, "soft");
    sketch.part(box(30, 330, 340, 12), recoloured(main, main.accent), "none");
    sketch.part(oval(354, 314, 12), smooth("#fff0b8", "gloss"), "ball");
  }
  for (const x of [104, 292]) {
    sketch.part(oval(x, 376, 42), smooth("#37373c"), "ball");
    sketch.part(oval(x, 376, 19), smooth("#e7dcc4"), "ball");
  }
};

/** A kite in the wind. */
export const kite: Form = (sketch, look) => {
  const { main } = look;
  sketch.line(curve("206,300 180,360 230,400 190,450 214,492"), "#6d6259", 3);
  for (const [at, [x, y]] of pairs("190,352 216,388 200,436").entries()) {
    const tone = at % 2 === 0 ? main.colour : main.accent;
    sketch.part(poly([x, y], [x - 24, y - 13], [x - 22, y + 13]), smooth(tone), "soft");
    sketch.part(poly([x, y], [x + 24, y - 13], [x + 22, y + 13]), smooth(tone), "soft");
  }
  sketch.moved("rotate(12 200 190)", () => {
    const accent = recoloured(main, main.accent);
    sketch.part(poly([200, 40], [322, 164], [200, 164]), accent, "soft");
    sketch.part(poly([200, 40], [78, 164], [200, 164]), main, "lit");
    sketch.part(poly([78, 164], [200, 318], [200, 164]), accent, "soft");
    sketch.part(poly([322, 164], [200, 318], [200, 164]), main, "soft");
    sketch.line("M200 40V318M78 164H322", "#7a5b3d", 4);
  });
};

/** A jigsaw puzzle on its way to being finished. */
export const puzzle: Form = (sketch, look) => {
  const { main } = look;
  sketch.shadow(204, 396, 160, 14);
  sketch.part(box(52, 132, 296, 262, 8), main, "soft");
  const picture = box(66, 146, 268, 234, 2);
  sketch.within(picture, () => {
    sketch.fill(picture, "#bfe0e6");
    sketch.fill(oval(270, 196, 30), "#f6d36b");
    sketch.fill(poly([40, 390], [150, 210], [260, 390]), main.accent);
    sketch.fill(poly([160, 390], [270, 240], [380, 390]), darker(main.accent, 0.3));
    sketch.fill(box(60, 346, 280, 40), "#7fa873");
  });
  const bump = (x: number, y: number): string => oval(x, y, 9);
  for (let column = 1; column < 5; column++) {
    const x = 66 + column * 53.6;
    sketch.line(path([x, 146], [x, 380]), "#4d443c", 2, 0.55);
    for (let row = 0; row < 4; row++)
      sketch.line(bump(x + (row % 2 === 0 ? 7 : -7), 175 + row * 58), "#4d443c", 2, 0.5);
  }
  for (let row = 1; row < 4; row++)
    sketch.line(path([66, 146 + row * 58], [334, 146 + row * 58]), "#4d443c", 2, 0.55);
  sketch.moved("rotate(18 300 410)", () => {
    sketch.part(box(276, 384, 56, 52, 6), smooth(main.accent), "soft");
    sketch.part(oval(304, 384, 11), smooth(main.accent), "none");
    sketch.part(oval(334, 410, 11), smooth(main.accent), "none");
  });
};

/** A doll's house with its front open. */
export const dollhouse: Form = (sketch, look) => {
  const { main, second } = look;
  sketch.shadow(200, floor + 4, 146, 14);
  sketch.part(poly([200, 74], [336, 190], [64, 190]), second, "top");
  sketch.part(box(80, 186, 240, 234, 4), main, "side");
  const wall = ["#f6e3d3", "#dbe8e2", "#f3e6b8", "#e3dcec"];
  for (const [at, [x, y]] of pairs("92,200 206,200 92,312 206,312").entries())
    sketch.part(box(x, y, 102, 98, 2), smooth(wall[at]!), "top");
  sketch.part(box(104, 262, 66, 34, 6), smooth("#c97f6d"), "top");
  sketch.part(box(104, 244, 10, 52, 3), smooth("#8a6544", "wood"), "round");
  sketch.part(box(226, 246, 34, 50, 3), smooth("#8a6544", "wood"), "side");
  sketch.part(oval(284, 236, 12, 16), smooth("#b6d3dc", "gloss"), "soft");
  sketch.part(box(110, 372, 70, 12, 4), smooth("#a97a4d", "wood"), "top");
  for (const x of [116, 168]) sketch.part(box(x, 382, 7, 28), smooth("#a97a4d", "wood"), "round");
  sketch.part(box(222, 372, 74, 36, 10), smooth(main.accent), "top");
  sketch.part(oval(200, 148, 22), smooth("#f7eedb"), "soft");
};

/** @file Things for a night outdoors. */
import { darker, lighter } from "./colour-maths.js";
import type { Form } from "./look.js";
import { has, recoloured, sized, smooth } from "./look.js";
import { box, curve, lathe, oval, pairs, path, poly } from "./shapes.js";

const floor = 420;

/** A tent: ridge or dome, its door open. */
export const tent: Form = (sketch, look) => {
  const { main } = look;
  sketch.shadow(200, 408, 176, 20);
  const dark = recoloured(main, darker(main.colour, 0.55));
  if (has(look, "shape", "tipi")) {
    for (const x of [188, 200, 214])
      sketch.line(path([x, 74], [200 + (200 - x) * 2, 130]), "#8f6a45", 6);
    sketch.part(poly([200, 96], [330, 404], [70, 404]), main, "side");
    sketch.part(poly([200, 200], [246, 404], [154, 404]), dark, "top");
    sketch.part(
      poly([200, 200], [154, 404], [134, 400]),
      recoloured(main, lighter(main.colour, 0.25)),
      "soft",
    );
    return;
  }
  sketch.part("M30 404C60 250 120 176 200 168S340 250 370 404z", main, "side");
  sketch.line(curve("30,404 90,260 200,168 310,260 370,404"), darker(main.colour, 0.5), 4);
  sketch.line(curve("96,404 130,270 200,168"), darker(main.colour, 0.4), 3, 0.6);
  sketch.part("M136 404C150 300 172 246 204 232C236 246 258 300 270 404z", dark, "top");
  sketch.part(
    "M136 404C150 300 172 246 204 232C184 280 170 340 160 404z",
    recoloured(main, main.accent),
    "soft",
  );
  sketch.part(
    "M270 404C258 300 236 246 204 232C226 290 238 340 246 404z",
    recoloured(main, main.accent),
    "soft",
  );
  for (const [from, to] of pairs("30,8 370,392"))
    sketch.line(path([from, 400], [to, 420]), "#6b5a45", 3);
};

/** A sleeping bag, unrolled. */
export const sleepingBag: Form = (sketch, look) => {
  const { main } = look;
  sketch.shadow(196, 438, 64, 11);
  sketch.moved("rotate(9 200 250)", () => {
    const d = has(look, "shape", "mummy")
      ? curve("200,62 258,84 278,140 270,240 244,420 200,440 156,420 130,240 122,140 142,84", true)
      : box(122, 66, 156, 376, 24);
    sketch.part(d, main, "round");
    sketch.within(d, () => {
      for (let y = 150; y < 440; y += 36)
        sketch.line(`M110 ${y}Q200 ${y + 16} 290 ${y}`, darker(main.colour, 0.45), 4, 0.5);
    });
    sketch.part(oval(200, 122, 52, 44), recoloured(main, main.accent), "soft");
    sketch.part(box(164, 100, 72, 38, 18), smooth("#efe6d4"), "ball");
    sketch.line(path([238, 150], [226, 410]), lighter(main.colour, 0.5), 4, 0.9);
  });
};

/** A folding chair for the camp. */
export const campChair: Form = (sketch, look) => {
  const { main, second } = look;
  const dark = darker(second.colour, 0.15);
  sketch.shadow(200, floor + 3, 124, 14);
  sketch.line(path([112, floor], [276, 300]), darker(dark, 0.25), 9);
  sketch.line(path([288, floor], [124, 300]), dark, 9);
  for (const x of [106, 294]) sketch.line(path([x, 262], [x + (x < 200 ? -4 : 4), floor]), dark, 9);
  for (const x of [122, 278]) sketch.line(path([x, 130], [x, 300]), dark, 9);
  sketch.part(poly([118, 132], [282, 132], [288, 300], [112, 300]), main, "soft");
  sketch.part(poly([112, 298], [288, 298], [306, 338], [94, 338]), main, "lit");
  sketch.part(
    poly([94, 338], [306, 338], [300, 356], [100, 356]),
    recoloured(main, darker(main.colour, 0.25)),
    "none",
  );
  for (const x of [80, 272])
    sketch.part(box(x, 248, 50, 16, 7), recoloured(main, main.accent), "top");
};

/** A bottle for water, with a loop or a straw lid. */
export const waterBottle: Form = (sketch, look) => {
  const { main, second } = look;
  const half = sized(look, 42, 58);
  sketch.shadow(200, floor + 2, half + 12, 12);
  sketch.part(
    lathe(
      200,
      `152,${half * 0.62} 170,${half * 0.66} 194,${half * 0.9} 214,${half} 300,${half} 400,${half} 416,${half - 4} ${floor},${half - 12}`,
    ),
    main,
    "round",
  );
  sketch.part(
    box(200 - half + 1, 388, 2 * half - 2, 14),
    { ...smooth("#b9bec4", "metal") },
    "round",
  );
  sketch.part(box(200 - half * 0.7, 112, half * 1.4, 44, 8), second, "round");
  if (has(look, "straw"))
    sketch.line(path([200, 112], [200, 84], [236, 76]), darker(second.colour, 0.2), 12);
  else sketch.line(curve("176,112 178,82 200,74 222,82 224,112"), darker(second.colour, 0.2), 9);
};

/** A cool box. */
export const cooler: Form = (sketch, look) => {
  const { main } = look;
  sketch.shadow(200, floor + 3, 150, 15);
  sketch.line(curve("74,262 76,170 120,150 280,150 324,170 326,262"), "#e8e6e0", 12);
  sketch.part(poly([64, 256], [336, 256], [322, floor], [78, floor]), main, "side");
  sketch.part(box(54, 210, 292, 50, 16), smooth("#f3efe7", "gloss"), "top");
  sketch.part(box(176, 246, 48, 34, 6), look.second, "top");
  for (const x of [70, 310]) sketch.part(oval(x, 282, 13), smooth("#e9e5dc", "gloss"), "ball");
};

/** A hammock between two posts. */
export const hammock: Form = (sketch, look) => {
  const { main } = look;
  sketch.shadow(200, floor, 150, 16);
  for (const x of [34, 354])
    sketch.part(box(x, 110, 14, 310, 5), smooth("#a77f55", "wood"), "round", { upright: true });
  for (let cord = 0; cord < 6; cord++) {
    sketch.line(path([44, 170], [96, 222 + cord * 13]), "#e3d4b6", 2.5);
    sketch.line(path([358, 170], [306, 222 + cord * 13]), "#e3d4b6", 2.5);
  }
  sketch.part("M92 214C140 300 260 300 308 214L312 292C270 384 130 384 88 292z", main, "top");
  sketch.line("M92 214C140 300 260 300 308 214", darker(main.colour, 0.4), 5, 0.7);
  for (let fringe = 0; fringe < 18; fringe++) {
    const t = fringe / 17;
    const x = 96 + t * 208;
    const y = 300 + Math.sin(Math.PI * t) * 58;
    sketch.line(path([x, y], [x, y + 20]), lighter(main.colour, 0.5), 3);
  }
};

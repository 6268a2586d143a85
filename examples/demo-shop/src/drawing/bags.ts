/** @file Bags, cases and wallets. The second surface is straps and metal. */
import { darker, lighter } from "./colour-maths.js";
import type { Form } from "./look.js";
import { has, recoloured, sized, smooth } from "./look.js";
import { box, curve, oval, pairs, path, poly } from "./shapes.js";

const floor = 420;

/** A backpack: zipped, or rolled at the top. */
export const backpack: Form = (sketch, look) => {
  const { main, second } = look;
  const w = sized(look, 96, 122);
  sketch.shadow(200, floor + 3, w + 10, 14);
  sketch.line(curve("168,124 172,82 200,70 228,82 232,124"), darker(main.colour, 0.3), 11);
  for (const way of [-1, 1])
    sketch.line(
      curve(`${200 + way * (w - 20)},170 ${200 + way * (w + 22)},250 ${200 + way * (w - 4)},390`),
      darker(main.colour, 0.35),
      18,
    );
  if (has(look, "rolltop")) {
    sketch.part(box(200 - w, 150, 2 * w, 270, 30), main, "round");
    sketch.part(box(200 - w + 4, 108, 2 * w - 8, 62, 14), main, "top");
    for (const x of [160, 232]) sketch.part(box(x, 112, 12, 130, 3), second, "round");
  } else {
    sketch.part(
      `M${200 - w} 400V200C${200 - w} 136 152 112 200 112S${200 + w} 136 ${200 + w} 200V400Q${200 + w} ${floor} ${200 + w - 24} ${floor}H${200 - w + 24}Q${200 - w} ${floor} ${200 - w} 400z`,
      main,
      "round",
    );
    sketch.line(
      `M${200 - w + 16} 222C${200 - w + 20} 158 156 136 200 136S${200 + w - 20} 158 ${200 + w - 16} 222`,
      darker(main.colour, 0.5),
      3.5,
      0.8,
    );
  }
  sketch.part(box(200 - w + 20, 280, 2 * w - 40, 124, 20), main, "top");
  sketch.line(path([200 - w + 34, 304], [200 + w - 34, 304]), darker(main.colour, 0.5), 4);
  sketch.part(box(200 + w - 58, 302, 9, 26, 3), second, "round");
  sketch.part(box(176, 206, 48, 30, 5), smooth("#8a5f3d", "leather"), "soft");
};

/** An open shoulder bag. */
export const tote: Form = (sketch, look) => {
  const { main, second } = look;
  sketch.shadow(200, floor + 3, 128, 14);
  for (const [grow, tone] of pairs("10,0.4 0,0.2"))
    sketch.line(
      curve(
        `140,218 ${146 + grow},${112 - grow} 200,${78 - grow} ${254 - grow},${112 - grow} 260,218`,
      ),
      darker(second.colour, tone),
      12,
    );
  sketch.part(poly([82, 196], [318, 196], [300, floor], [100, floor]), main, "side");
  sketch.part(poly([82, 196], [318, 196], [316, 216], [84, 216]), main, "lit", { plain: true });
  sketch.seam(path([88, 222], [312, 222]), darker(main.colour, 0.5));
  for (const x of [130, 250]) sketch.part(box(x, 206, 22, 30, 3), second, "top");
  if (has(look, "pocket")) sketch.part(box(146, 286, 108, 92, 8), main, "top");
  if (has(look, "zip")) sketch.line(path([96, 204], [304, 204]), "#c3a35e", 5);
};

/** A small bag on a long strap, with a flap. */
export const crossbody: Form = (sketch, look) => {
  const { main, second } = look;
  sketch.shadow(200, 406, 118, 14);
  sketch.line(
    curve("96,268 92,120 150,54 210,50 290,66 312,160 304,268"),
    darker(main.colour, 0.25),
    8,
  );
  sketch.part(box(84, 240, 232, 164, 26), main, "side");
  const flap =
    look.turn < 0.5
      ? "M84 262Q84 232 112 232H288Q316 232 316 262C312 330 260 350 200 350S88 330 84 262z"
      : box(84, 232, 232, 92, 20);
  sketch.part(flap, main, "top");
  sketch.seam(
    look.turn < 0.5
      ? "M94 268C100 322 150 340 200 340S300 322 306 268"
      : path([92, 314], [308, 314]),
    lighter(main.colour, 0.45),
  );
  sketch.part(look.turn < 0.5 ? oval(200, 340, 15) : box(184, 310, 32, 26, 5), second, "round");
  for (const x of [96, 304]) sketch.line(oval(x, 256, 9), "#c9a558", 5);
};

/** A suitcase on wheels. */
export const suitcase: Form = (sketch, look) => {
  const { main, second } = look;
  const w = sized(look, 84, 112);
  const top = sized(look, 200, 140);
  sketch.shadow(200, floor + 6, w + 12, 13);
  for (const x of [170, 222])
    sketch.part(box(x, top - 74, 8, 84), smooth("#aeb3b8", "metal"), "round");
  sketch.part(box(162, top - 88, 76, 20, 9), smooth("#3b3c40", "gloss"), "top");
  for (const x of [200 - w + 24, 200 + w - 24])
    sketch.part(oval(x, 410, 13), smooth("#2f2f33", "gloss"), "ball");
  sketch.part(
    box(200 - w, top, 2 * w, 400 - top, main.texture === "gloss" ? 24 : 12),
    main,
    "round",
  );
  if (main.texture === "gloss" || main.texture === "metal") {
    for (let rib = 1; rib < 7; rib++) {
      const x = 200 - w + (rib * 2 * w) / 7;
      sketch.line(path([x, top + 18], [x, 382]), darker(main.colour, 0.4), 4, 0.35);
      sketch.line(path([x + 4, top + 18], [x + 4, 382]), lighter(main.colour, 0.5), 2, 0.5);
    }
  } else {
    sketch.part(box(200 - w + 18, top + 90, 2 * w - 36, 130, 12), main, "top");
    sketch.line(
      path([200 - w + 30, top + 108], [200 + w - 30, top + 108]),
      darker(main.colour, 0.5),
      4,
    );
  }
  for (const [x, y] of pairs(
    `${200 - w},${top} ${200 + w - 22},${top} ${200 - w},378 ${200 + w - 22},378`,
  ))
    sketch.part(box(x, y, 22, 22, 9), second, "ball");
  sketch.part(box(178, top + 8, 44, 12, 5), second, "top");
};

/** A folded wallet or card holder. */
export const wallet: Form = (sketch, look) => {
  const { main } = look;
  sketch.shadow(204, 362, 128, 16);
  if (has(look, "cards")) {
    for (const [at, tone] of ["#d9b56a", "#8fb0b8", "#e7e0d2"].entries())
      sketch.part(box(112 + at * 6, 168 + at * 16, 176, 90, 8), smooth(tone, "gloss"), "soft");
  }
  sketch.part(box(78, 196, 244, 164, 14), main, "side");
  sketch.part(poly([78, 214], [322, 214], [322, 232], [78, 232]), main, "dim", { plain: true });
  sketch.seam(box(88, 206, 224, 144, 9), lighter(main.colour, 0.5));
  if (has(look, "zip")) {
    sketch.line(path([86, 204], [314, 204]), "#c7a964", 6);
    sketch.part(box(300, 200, 12, 38, 4), look.second, "round");
  } else sketch.part(oval(292, 278, 10), look.second, "ball");
};

/** A holdall for a weekend or the gym. */
export const duffel: Form = (sketch, look) => {
  const { main, second } = look;
  sketch.shadow(200, 412, 160, 15);
  for (const grow of [8, 0])
    sketch.line(
      curve(
        `132,276 ${144 + grow},${180 - grow} 200,${150 - grow} ${256 - grow},${180 - grow} 268,276`,
      ),
      darker(second.colour, 0.1 + grow / 30),
      12,
    );
  sketch.part(
    "M44 300C44 240 70 226 110 222H290C330 226 356 240 356 300V372Q356 410 318 410H82Q44 410 44 372z",
    main,
    "top",
  );
  sketch.line(path([84, 232], [316, 232]), darker(main.colour, 0.5), 5);
  for (const x of [120, 256]) sketch.part(box(x, 232, 22, 178), second, "side");
  for (const x of [44, 322])
    sketch.part(box(x, 300, 34, 108, 10), recoloured(second, darker(second.colour, 0.06)), "side");
  sketch.part(box(160, 318, 80, 62, 8), main, "top");
};

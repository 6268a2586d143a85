/** @file Accessories for telephones and computers. */
import { brightness, darker, lighter } from "./colour-maths.js";
import type { Form } from "./look.js";
import { has, recoloured, sized, smooth } from "./look.js";
import { box, curve, oval, pairs, path, poly } from "./shapes.js";

const floor = 420;

/** Headphones over the ear. */
export const headphones: Form = (sketch, look) => {
  const { main } = look;
  sketch.shadow(200, 430, 126, 13);
  const band = "M92 300C80 120 320 120 308 300";
  sketch.line(band, darker(main.colour, 0.4), 26);
  sketch.line(band, main.colour, 22);
  sketch.line(
    "M126 190C158 146 242 146 274 190",
    recoloured(look.second, look.second.colour).colour,
    15,
  );
  for (const way of [-1, 1]) {
    const x = 200 + way * 104;
    sketch.part(box(x - 7, 256, 14, 60, 5), smooth("#b8bdc2", "metal"), "round");
    sketch.part(oval(x - way * 20, 346, 30, 66), smooth("#3c3b3e", "leather"), "ball");
    sketch.part(oval(x + way * 8, 346, 38, 72), main, "ball");
    sketch.part(
      oval(x + way * 14, 346, 20, 44),
      recoloured(main, lighter(main.colour, 0.12)),
      "ball",
    );
  }
};

/** Small earphones and their case. */
export const earbuds: Form = (sketch, look) => {
  const { main } = look;
  sketch.shadow(200, floor, 116, 14);
  sketch.part(box(94, 304, 212, 116, 52), main, "top");
  sketch.line(path([98, 350], [302, 350]), darker(main.colour, 0.45), 3, 0.7);
  sketch.fill(oval(200, 372, 5), "#7ed491");
  for (const way of [-1, 1]) {
    const x = 200 + way * 62;
    sketch.moved(`rotate(${way * 14} ${x} 200)`, () => {
      sketch.part(box(x - 11, 190, 22, 92, 11), main, "round");
      sketch.part(oval(x, 176, 36, 34), main, "ball");
      sketch.part(oval(x - way * 28, 176, 16, 20), smooth("#45454a"), "ball");
    });
  }
};

/** A wireless speaker, upright or long. */
export const speaker: Form = (sketch, look) => {
  const { main, second } = look;
  const long = has(look, "shape", "bar");
  sketch.shadow(200, floor + 2, long ? 166 : 90, 13);
  const cloth = { ...main, texture: "weave" as const };
  if (long) {
    sketch.part(box(40, 276, 320, 142, 40), main, "top");
    sketch.part(box(56, 292, 288, 110, 30), { ...cloth, colour: darker(main.colour, 0.25) }, "top");
    for (const x of [124, 276]) sketch.part(oval(x, 347, 40), smooth("#4a4a4f"), "ball");
  } else {
    sketch.part(box(124, 150, 152, 270, 60), cloth, "round");
    sketch.part(oval(200, 186, 58, 18), smooth("#3e3f44", "gloss"), "soft");
    for (const dx of [-22, 0, 22]) sketch.fill(oval(200 + dx, 186, 4), "#e8e4da");
    sketch.part(box(124, 384, 152, 18), second, "round");
  }
  if (has(look, "strap"))
    sketch.line(
      curve(
        `${long ? 348 : 270},${long ? 300 : 220} ${long ? 388 : 330},${long ? 330 : 270} ${long ? 350 : 276},${long ? 372 : 320}`,
      ),
      darker(second.colour, 0.1),
      10,
    );
};

/** A keyboard, with or without the number block. */
export const keyboard: Form = (sketch, look) => {
  const { main } = look;
  const columns = has(look, "layout", "full") ? 15 : 12;
  const cap = recoloured(
    main,
    brightness(main.colour) > 0.55 ? lighter(main.colour, 0.45) : lighter(main.colour, 0.14),
  );
  sketch.shadow(200, 356, 176, 20);
  sketch.moved("translate(0 20) skewX(-4) translate(18 0)", () => {
    sketch.part(box(26, 196, 348, 146, 14), main, "top");
    const wide = 330 / columns;
    for (let row = 0; row < 5; row++) {
      for (let column = 0; column < columns; column++) {
        if (row === 4 && column > 2 && column < 8) continue;
        const key =
          (row === 0 && column === 0) || (row === 2 && column === columns - 1)
            ? recoloured(main, main.accent)
            : cap;
        sketch.part(box(35 + column * wide, 206 + row * 26, wide - 3.5, 22.5, 5), key, "top");
      }
      if (row === 4)
        sketch.part(box(35 + 3 * wide, 206 + row * 26, 5 * wide - 3.5, 22.5, 5), cap, "top");
    }
  });
};

/** A computer mouse from above. */
export const mouse: Form = (sketch, look) => {
  const { main } = look;
  const tall = has(look, "vertical") ? 96 : 78;
  sketch.shadow(206, 396, 84, 14);
  sketch.part(
    curve(
      `200,124 ${200 + tall * 0.74},144 ${200 + tall},226 ${200 + tall},316 ${200 + tall * 0.62},388 200,404 ${200 - tall * 0.62},388 ${200 - tall},316 ${200 - tall},226 ${200 - tall * 0.74},144`,
      true,
    ),
    main,
    "ball",
  );
  sketch.line(
    curve(`${200 - tall + 2},232 200,250 ${200 + tall - 2},232`),
    darker(main.colour, 0.5),
    3,
    0.6,
  );
  sketch.line(path([200, 126], [200, 244]), darker(main.colour, 0.5), 3, 0.6);
  sketch.part(box(189, 164, 22, 50, 11), smooth("#4b4c52", "gloss"), "round");
  if (has(look, "vertical"))
    sketch.part(box(106, 250, 16, 70, 8), recoloured(main, main.accent), "round");
};

/** A case for a telephone, seen from behind. */
export const phoneCase: Form = (sketch, look) => {
  const { main } = look;
  sketch.shadow(208, 440, 98, 12);
  sketch.moved("rotate(6 200 260)", () => {
    sketch.part(box(110, 82, 180, 356, 34), main, "side", { scale: 0.9 });
    sketch.line(box(116, 88, 168, 344, 29), lighter(main.colour, 0.4), 3, 0.6);
    sketch.part(box(126, 98, 76, 80, 20), smooth("#2f3034", "gloss"), "soft");
    for (const [x, y] of pairs("148,122 180,152 148,154"))
      sketch.part(oval(x, y, 13), smooth("#56606b", "gloss"), "ball");
    sketch.fill(oval(180, 122, 6), "#fff3cf");
    if (has(look, "ring")) {
      sketch.line(oval(200, 300, 34), "#b9bdc2", 12);
      sketch.line(oval(200, 300, 34), "#e8eaec", 4);
    }
    if (has(look, "wallet"))
      sketch.part(box(134, 230, 132, 150, 8), recoloured(main, darker(main.colour, 0.15)), "top");
  });
};

/** A battery to carry about. */
export const powerBank: Form = (sketch, look) => {
  const { main } = look;
  const h = sized(look, 200, 270);
  sketch.shadow(206, floor + 2, 96, 13);
  sketch.part(box(122, floor - h, 156, h, 28), main, "round");
  sketch.part(box(150, floor - h + 8, 46, 12, 5), smooth("#2d2e31"), "none");
  sketch.part(box(212, floor - h + 8, 30, 12, 6), smooth("#2d2e31"), "none");
  for (let lamp = 0; lamp < 4; lamp++)
    sketch.fill(oval(170 + lamp * 20, floor - h * 0.62, 5), lamp < 3 ? "#9fe8ae" : "#6d6f72");
  sketch.fill(
    poly(
      [206, floor - h * 0.46],
      [182, floor - h * 0.28],
      [200, floor - h * 0.28],
      [192, floor - h * 0.12],
      [220, floor - h * 0.33],
      [202, floor - h * 0.33],
    ),
    lighter(main.colour, 0.55),
    0.9,
  );
};

/** A cable, coiled. */
export const cable: Form = (sketch, look) => {
  const { main } = look;
  sketch.shadow(204, 456, 96, 10);
  for (const [grow, tone] of pairs("0,0.25 1,0.1 2,0")) {
    const r = 104 - grow * 19;
    sketch.line(oval(200, 270, r, r * 0.9), darker(main.colour, 0.4), 15);
    sketch.line(oval(200, 270, r, r * 0.9), darker(main.colour, tone), 11);
    if (main.texture === "weave")
      sketch.seam(oval(200, 270, r, r * 0.9), lighter(main.colour, 0.6));
  }
  for (const [x, way, plug] of [
    [120, -1, "#d4d7da"],
    [290, 1, "#d4d7da"],
  ] as const) {
    sketch.line(curve(`${200 + way * 70},330 ${x},374 ${x + way * 16},410`), main.colour, 11);
    sketch.moved(`rotate(${way * -16} ${x + way * 16} 420)`, () => {
      sketch.part(box(x + way * 16 - 16, 404, 32, 46, 7), main, "round");
      sketch.part(box(x + way * 16 - 11, 450, 22, 22, 3), smooth(plug, "metal"), "round");
    });
  }
  sketch.part(box(186, 158, 28, 56, 8), look.second, "top");
};

/** A sleeve for a laptop. */
export const laptopSleeve: Form = (sketch, look) => {
  const { main } = look;
  sketch.shadow(204, 380, 158, 15);
  sketch.part(
    poly([66, 148], [334, 148], [334, 176], [66, 176]),
    smooth("#c5c9cd", "metal"),
    "top",
  );
  sketch.part(box(44, 166, 312, 212, 16), main, "side");
  if (has(look, "closure", "flap")) {
    sketch.part(poly([44, 172], [356, 172], [330, 262], [200, 276], [70, 262]), main, "top");
    sketch.part(oval(200, 262, 10), look.second, "ball");
  } else {
    sketch.line(path([58, 184], [342, 184]), darker(main.colour, 0.5), 5);
    sketch.part(box(316, 182, 11, 34, 4), look.second, "round");
  }
  sketch.seam(box(54, 176, 292, 192, 10), lighter(main.colour, 0.4));
};

/** A stand or dock that a telephone charges on. */
export const charger: Form = (sketch, look) => {
  const { main } = look;
  sketch.shadow(200, floor + 2, 104, 14);
  if (has(look, "shape", "pad")) {
    sketch.line(curve("300,384 360,380 372,430 400,440"), "#55565a", 8);
    sketch.part(oval(200, 386, 122, 34), recoloured(main, darker(main.colour, 0.3)), "dim");
    sketch.part(oval(200, 374, 122, 34), main, "lit");
    sketch.line(oval(200, 374, 58, 15), lighter(main.colour, 0.5), 4, 0.8);
    return;
  }
  sketch.part(oval(200, 408, 96, 18), main, "top");
  sketch.part(box(184, 300, 32, 108, 8), main, "round");
  sketch.part(box(130, 130, 140, 236, 24), smooth("#2e3035", "gloss"), "side");
  sketch.part(box(138, 138, 124, 220, 18), smooth("#6f93a8", "gloss"), "top");
  sketch.fill(
    poly([206, 214], [182, 254], [200, 254], [192, 290], [220, 242], [202, 242]),
    "#ffffff",
    0.85,
  );
  sketch.part(box(140, 352, 120, 18, 8), main, "top");
};

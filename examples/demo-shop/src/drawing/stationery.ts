/** @file Things for the desk: paper, pens, ink. */
import { darker, lighter } from "./colour-maths.js";
import type { Form } from "./look.js";
import { countOf, has, recoloured, sized, smooth } from "./look.js";
import { box, curve, lathe, oval, pairs, path, poly } from "./shapes.js";

const floor = 420;

/** A notebook or planner, bound, stapled or on a spiral. */
export const notebook: Form = (sketch, look) => {
  const { main } = look;
  const w = sized(look, 190, 236);
  const h = w * 1.38;
  const x = 200 - w / 2;
  const y = 250 - h / 2;
  sketch.shadow(210, y + h, w / 2 + 10, 14);
  sketch.moved("rotate(-5 200 250)", () => {
    sketch.part(box(x + 8, y + 7, w, h, 6), smooth("#f7f1e2"), "side");
    sketch.part(box(x, y, w, h, 8), main, "side");
    if (has(look, "binding", "spiral")) {
      for (let ring = 0; ring < 13; ring++)
        sketch.line(
          curve(
            `${x + 12},${y + 18 + ring * ((h - 36) / 12)} ${x - 4},${y + 12 + ring * ((h - 36) / 12)} ${x - 10},${y + 20 + ring * ((h - 36) / 12)} ${x + 6},${y + 24 + ring * ((h - 36) / 12)}`,
          ),
          "#84888d",
          4,
        );
    } else sketch.part(box(x, y, 22, h, 6), recoloured(main, darker(main.colour, 0.2)), "side");
    if (has(look, "planner")) {
      sketch.part(box(x + 48, y + 48, w - 84, 92, 4), smooth("#f8f2e4"), "soft");
      for (let row = 0; row < 3; row++)
        for (let day = 0; day < 5; day++)
          sketch.fill(
            box(x + 58 + day * ((w - 104) / 5), y + 64 + row * 22, (w - 104) / 5 - 6, 14, 2),
            row === 1 && day === 2 ? main.accent : "#d8cdb8",
          );
    } else sketch.part(box(x + 56, y + 60, w - 100, 50, 4), smooth("#f8f2e4"), "soft");
    if (has(look, "elastic"))
      sketch.part(box(x + w - 32, y - 2, 9, h + 4, 2), recoloured(main, main.accent), "round");
    sketch.line(path([x + w * 0.6, y + h], [x + w * 0.6, y + h + 28]), main.accent, 6);
  });
};

/** A pen: fountain or ballpoint. */
export const pen: Form = (sketch, look) => {
  const { main, second } = look;
  sketch.moved("rotate(40 200 250)", () => {
    sketch.moved("translate(10 8)", () => {
      sketch.fill(box(184, 60, 32, 370, 15), "#1d1613", 0.16);
    });
    const fountain = has(look, "nib");
    sketch.part(lathe(200, "52,12 66,18 200,19 340,17 372,14"), main, "round");
    sketch.part(box(180, 196, 40, 14, 3), second, "round");
    if (fountain) {
      sketch.part(lathe(200, "370,13 392,11 404,10"), smooth("#3a3a3d", "gloss"), "round");
      sketch.part(curve("188,404 212,404 208,430 200,462 192,430", true), second, "round");
      sketch.line(path([200, 424], [200, 458]), "#3a3a3d", 2);
    } else {
      sketch.part(poly([187, 372], [213, 372], [204, 440], [196, 440]), second, "round");
      sketch.part(box(194, 34, 12, 22, 4), second, "round");
    }
    sketch.part(box(214, 70, 9, 110, 4), second, "round");
  });
};

/** A row of pencils. */
export const pencils: Form = (sketch, look) => {
  const many = countOf(look, "pack", 12) > 6;
  const coloured = has(look, "coloured");
  const tones = [
    "#d9544a",
    "#eb9a4b",
    "#f0cc5c",
    "#8cb66a",
    "#4f9c8e",
    "#4f8fc0",
    "#6a6cb0",
    "#a86aa8",
  ];
  const count = many ? 8 : 5;
  sketch.shadow(206, 426, 130, 13);
  for (let at = 0; at < count; at++) {
    const x = 200 + (at - (count - 1) / 2) * 30;
    const top = 104 + Math.abs(at - (count - 1) / 2) * 13;
    const tone = coloured ? tones[at % tones.length]! : look.main.colour;
    sketch.part(
      poly([x - 12, top + 44], [x + 12, top + 44], [x + 3, top + 8], [x - 3, top + 8]),
      smooth("#e6c596", "wood"),
      "round",
    );
    sketch.fill(
      poly([x - 4, top + 14], [x + 4, top + 14], [x, top]),
      coloured ? darker(tone, 0.1) : "#3a3a3d",
    );
    sketch.part(
      box(x - 12, top + 42, 24, 420 - top - 42, 2),
      { ...look.main, colour: tone },
      "round",
    );
    sketch.part(
      box(x - 12, 400, 24, 20, 3),
      coloured ? smooth(darker(tone, 0.25)) : smooth(at % 2 === 0 ? "#e59a9a" : look.main.accent),
      "round",
    );
  }
  sketch.part(
    box(200 - count * 15 - 4, 300, count * 30 + 8, 46, 3),
    smooth("#f3e9d4", "speckle"),
    "side",
  );
};

/** A block of sticky notes. */
export const stickyNotes: Form = (sketch, look) => {
  const { main } = look;
  sketch.shadow(210, 372, 116, 18);
  const tones = [main.colour, main.accent, lighter(main.colour, 0.4)];
  for (let sheet = 8; sheet > 0; sheet--)
    sketch.part(
      box(96 + sheet * 1.5, 150 + sheet * 5, 208, 200, 2),
      smooth(tones[sheet % 3]!),
      "side",
    );
  sketch.part("M96 150H304V350Q250 344 200 352T96 346z", main, "soft");
  sketch.fill("M304 350Q272 346 250 348L304 300z", lighter(main.colour, 0.55));
  for (const [y, w] of pairs("206,140 234,110 262,128"))
    sketch.line(
      curve(`124,${y} 150,${y - 5} 180,${y + 4} ${124 + w},${y - 2}`),
      darker(main.colour, 0.5),
      4,
      0.6,
    );
};

/** Rolls of decorated tape. */
export const tape: Form = (sketch, look) => {
  const { main } = look;
  const rolls = [
    [132, 300, main],
    [264, 330, recoloured(main, main.accent)],
    [206, 200, { ...main, colour: lighter(main.accent, 0.4), accent: main.colour }],
  ] as const;
  for (const [x, y, skin] of rolls) {
    sketch.shadow(x + 8, y + 66, 70, 14);
    sketch.part(oval(x, y + 18, 72, 62), recoloured(skin, darker(skin.colour, 0.25)), "dim");
    sketch.part(oval(x, y, 72, 62), skin, "soft", { scale: 0.5 });
    sketch.part(oval(x, y, 42, 36), smooth("#d8bd93", "speckle"), "soft");
    sketch.part(oval(x, y + 4, 34, 28), smooth("#efe7d8"), "dim");
  }
};

/** A holder for the desk with pens in it. */
export const deskOrganiser: Form = (sketch, look) => {
  const { main } = look;
  sketch.shadow(200, floor + 3, 132, 13);
  const tones = ["#c9564b", "#3f6f93", "#e0b04f", "#4d4d52", "#6f9a72"];
  for (let at = 0; at < 5; at++) {
    const x = 110 + at * 19;
    sketch.moved(`rotate(${(at - 2) * 5} ${x} 300)`, () => {
      sketch.part(box(x - 6, 156 + (at % 3) * 18, 12, 160, 4), smooth(tones[at]!), "round");
    });
  }
  sketch.part(box(82, 250, 116, 170, 6), main, "side", { upright: true });
  sketch.part(box(196, 306, 124, 114, 6), main, "side");
  const tiers = countOf(look, "drawers", 2);
  for (let drawer = 0; drawer < tiers; drawer++) {
    const h = 102 / tiers;
    sketch.part(box(204, 312 + drawer * h, 108, h - 5, 3), main, "soft");
    sketch.part(oval(258, 312 + drawer * h + h / 2 - 3, 5), look.second, "ball");
  }
};

/** A bottle of ink. */
export const ink: Form = (sketch, look) => {
  const { main } = look;
  sketch.shadow(200, floor + 2, 106, 13);
  const flask = poly([126, 280], [274, 280], [304, 316], [304, 420], [96, 420], [96, 316]);
  sketch.part(box(152, 206, 96, 58, 8), look.second, "round");
  sketch.part(box(160, 258, 80, 26), smooth("#dfe9ec", "glass"), "round");
  sketch.part(flask, smooth("#d6e2e6", "glass"), "side");
  sketch.fill(poly([104, 322], [296, 322], [296, 412], [104, 412]), main.colour, 0.95);
  sketch.part(box(144, 334, 112, 64, 3), smooth("#faf3e2"), "soft");
  sketch.fill(curve("200,342 212,362 200,376 188,362", true), main.colour);
  sketch.line(path([168, 388], [232, 388]), "#6b5d4e", 3);
};

/** A roll of wrapping paper. */
export const giftWrap: Form = (sketch, look) => {
  const { main } = look;
  sketch.shadow(206, 432, 120, 12);
  sketch.moved("rotate(16 200 260)", () => {
    sketch.part(poly([190, 90], [300, 110], [300, 400], [190, 426]), main, "lit", { scale: 1 });
    sketch.part(box(128, 78, 84, 356, 6), main, "round", { scale: 1 });
    sketch.part(oval(170, 80, 42, 11), smooth("#e9ddc8"), "soft");
    sketch.fill(oval(170, 80, 26, 6), "#6d5b49");
    sketch.part(box(126, 240, 88, 20, 3), recoloured(main, main.accent), "round");
  });
};

/** @file Pots, plants, seeds and tools for the garden. */
import { darker, lighter } from "./colour-maths.js";
import type { Form } from "./look.js";
import { has, recoloured, sized, smooth } from "./look.js";
import { box, curve, lathe, oval, pairs, path, poly, tapered } from "./shapes.js";

const floor = 420;

/** A pot for plants, empty but for earth. */
export const plantPot: Form = (sketch, look) => {
  const { main } = look;
  const half = sized(look, 76, 122);
  const top = floor - half * 1.6;
  sketch.shadow(200, floor + 4, half, 13);
  if (has(look, "saucer"))
    sketch.part(
      lathe(200, `${floor - 12},${half * 0.98} ${floor},${half * 0.9} ${floor + 6},${half * 0.7}`),
      main,
      "round",
      { plain: true },
    );
  sketch.part(
    look.turn < 0.5
      ? tapered(200, `${top + 30},${half * 0.94} ${floor - 6},${half * 0.66}`)
      : lathe(
          200,
          `${top + 10},${half * 0.9} ${top + half * 0.7},${half * 1.02} ${floor - 24},${half * 0.84} ${floor - 6},${half * 0.62}`,
        ),
    main,
    "round",
  );
  sketch.part(box(200 - half, top, 2 * half, 36, 6), main, "round", { plain: true });
  sketch.part(oval(200, top + 2, half - 3, half * 0.14), smooth("#4a3528", "speckle"), "none");
};

/** A living plant in a pot; its kind decides its leaves. */
export const housePlant: Form = (sketch, look) => {
  const leaf = look.main;
  const dark = recoloured(leaf, darker(leaf.colour, 0.3));
  const kind = look.traits["plant"];
  sketch.shadow(200, floor + 3, 76, 13);
  const blade = (angle: number, length: number, width: number, surface: typeof leaf): void => {
    sketch.moved(`rotate(${angle} 200 312)`, () => {
      sketch.part(
        curve(
          `200,${312 - length} ${200 + width},${312 - length * 0.6} ${200 + width * 0.4},312 ${200 - width * 0.4},312 ${200 - width},${312 - length * 0.6}`,
          true,
        ),
        surface,
        "side",
      );
      sketch.line(path([200, 308], [200, 312 - length * 0.9]), lighter(leaf.colour, 0.35), 2, 0.6);
    });
  };
  if (kind === "cactus") {
    sketch.part(box(164, 150, 72, 180, 36), leaf, "round");
    for (const [x, y] of pairs("118,210 238,190"))
      sketch.part(box(x, y, 44, 76, 22), leaf, "round");
    for (const [x, y] of pairs("140,262 216,242")) sketch.part(box(x, y, 44, 26, 13), leaf, "top");
    for (let row = 0; row < 9; row++)
      for (const x of [180, 200, 220])
        sketch.line(path([x, 172 + row * 17], [x + 3, 168 + row * 17]), "#f4ecd2", 2);
    sketch.part(oval(200, 148, 15, 12), smooth("#e5799a"), "ball");
  } else if (kind === "snake") {
    for (const [angle, length] of pairs("-24,170 22,180 -12,226 13,210 0,250"))
      blade(angle, length, 17, angle === 0 ? leaf : dark);
  } else if (kind !== "trailing") {
    for (const [angle, length] of pairs("-74,150 74,150 -50,190 50,190 -26,212 26,212 0,224"))
      blade(angle, length, 34, angle % 4 === 0 ? leaf : dark);
  }
  sketch.part(tapered(200, `318,66 ${floor},48`), look.second, "round");
  sketch.part(box(128, 304, 144, 26, 6), look.second, "round");
  if (kind === "trailing") {
    for (let vine = 0; vine < 8; vine++) {
      const way = vine % 2 === 0 ? -1 : 1;
      const spread = 34 + 26 * Math.floor(vine / 2);
      const [endX, endY] = [200 + way * (spread + 18), 340 + 34 * ((vine * 3) % 4)];
      sketch.line(`M200 306Q${200 + way * spread} 236 ${endX} ${endY}`, dark.colour, 3);
      for (let at = 1; at <= 7; at++) {
        const t = at / 7;
        const x = (1 - t) ** 2 * 200 + 2 * t * (1 - t) * (200 + way * spread) + t * t * endX;
        const y = (1 - t) ** 2 * 306 + 2 * t * (1 - t) * 236 + t * t * endY;
        const side = at % 2 === 0 ? 9 : -9;
        const outline = `${x},${y - 12} ${x + side + 11},${y} ${x + side},${y + 14} ${x + side - 11},${y}`;
        sketch.part(curve(outline, true), at % 2 === 0 ? leaf : dark, "side");
      }
    }
  }
};

/** A watering can. */
export const wateringCan: Form = (sketch, look) => {
  const { main } = look;
  sketch.shadow(220, floor + 3, 124, 14);
  sketch.line(curve("276,250 366,240 364,350 304,392"), darker(main.colour, 0.25), 14);
  sketch.line(curve("158,246 176,160 250,150 282,246"), darker(main.colour, 0.2), 12);
  sketch.part(poly([160, 360], [66, 214], [82, 204], [164, 316]), main, "side");
  sketch.moved("rotate(-36 70 204)", () => {
    sketch.part(poly([44, 176], [98, 176], [82, 214], [60, 214]), look.second, "round");
  });
  sketch.part(tapered(222, `248,66 ${floor},84`), main, "round");
  sketch.part(oval(222, 248, 66, 11), recoloured(main, darker(main.colour, 0.35)), "none");
  for (const y of [290, 384])
    sketch.line(
      `M${154 - (y - 290) * 0.1} ${y}H${290 + (y - 290) * 0.1}`,
      darker(main.colour, 0.35),
      4,
      0.5,
    );
};

/** A house for birds, on a pole or hanging. */
export const birdhouse: Form = (sketch, look) => {
  const { main, second } = look;
  sketch.shadow(200, 452, 56, 9);
  sketch.part(box(191, 390, 18, 62), smooth("#8a6a4b", "wood"), "round", { upright: true });
  sketch.part(poly([200, 150], [290, 236], [290, 400], [110, 400], [110, 236]), main, "side", {
    upright: true,
  });
  sketch.part(
    poly([200, 116], [322, 238], [302, 258], [200, 156], [98, 258], [78, 238]),
    second,
    "top",
  );
  sketch.part(oval(200, 276, 30), smooth("#2d211a"), "top");
  sketch.line(path([200, 334], [214, 350]), "#6f5138", 10);
  sketch.moved("translate(0 -4)", () => {
    sketch.part(
      curve("226,326 248,312 266,322 270,340 244,350 230,342", true),
      smooth("#5f86a6"),
      "ball",
    );
    sketch.fill(oval(262, 325, 2.5), "#1d1613");
    sketch.fill(poly([268, 326], [282, 330], [269, 334]), "#e39a3b");
  });
};

/** A packet of seeds with a flower or a vegetable on it. */
export const seeds: Form = (sketch, look) => {
  const { main } = look;
  sketch.shadow(206, 430, 106, 12);
  sketch.moved("rotate(-4 200 260)", () => {
    sketch.part(box(104, 92, 192, 336, 4), smooth("#f3ead5", "speckle"), "side");
    sketch.part(box(104, 92, 192, 40, 4), recoloured(main, main.colour), "side");
    sketch.part(box(104, 392, 192, 36, 4), recoloured(main, main.colour), "side");
    sketch.line(path([200, 260], [200, 370]), "#5f8a4c", 7);
    for (const way of [-1, 1])
      sketch.part(
        curve(`200,350 ${200 + way * 26},322 ${200 + way * 52},320 ${200 + way * 30},346`, true),
        smooth("#6d9a55"),
        "side",
      );
    if (has(look, "seed", "herbs")) {
      for (let at = 0; at < 5; at++)
        for (const way of [-1, 1])
          sketch.part(
            oval(200 + way * 24, 186 + at * 28, 24, 13),
            smooth(at % 2 === 0 ? "#6c9c55" : "#588848"),
            "side",
          );
    } else if (has(look, "seed", "tomato")) {
      for (const [x, y] of pairs("170,250 228,232 200,290"))
        sketch.part(oval(x, y, 36, 33), smooth("#d2452f", "gloss"), "ball");
    } else {
      for (let petal = 0; petal < 10; petal++)
        sketch.moved(`rotate(${petal * 36} 200 232)`, () => {
          sketch.part(oval(200, 186, 14, 32), main, "soft");
        });
      sketch.part(oval(200, 232, 26), smooth("#6b4427", "speckle"), "ball");
    }
  });
};

/** A hand tool: trowel, fork or secateurs. */
export const handTool: Form = (sketch, look) => {
  const { main, second } = look;
  const steel = recoloured(second, "#b9bfc5");
  sketch.shadow(126, 420, 44, 9);
  sketch.moved("rotate(28 200 250)", () => {
    if (has(look, "tool", "secateurs")) {
      sketch.part(
        curve("204,232 236,300 240,390 222,430 208,400 206,310 190,250", true),
        main,
        "side",
      );
      sketch.part(
        curve("196,232 164,300 160,390 178,430 192,400 194,310 210,250", true),
        main,
        "side",
      );
      sketch.part(curve("192,240 178,170 196,92 214,130 212,200 208,240", true), steel, "top");
      sketch.part(curve("208,244 230,190 232,150 214,196 200,236", true), steel, "dim");
      sketch.part(oval(200, 240, 12), smooth("#6d7278", "metal"), "ball");
      return;
    }
    sketch.part(box(195, 200, 10, 80, 4), steel, "round");
    if (has(look, "tool", "fork")) {
      for (const x of [164, 196, 228])
        sketch.part(poly([x, 200], [x + 8, 200], [x + 6, 84], [x + 2, 84]), steel, "round");
      sketch.part(box(162, 190, 76, 18, 8), steel, "top");
    } else
      sketch.part(
        curve("200,72 236,120 238,196 218,214 182,214 162,196 164,120", true),
        steel,
        "round",
      );
    sketch.part(lathe(200, "270,13 300,17 350,14 400,18 424,14 432,6"), main, "round", {
      upright: true,
    });
    sketch.part(box(186, 264, 28, 14, 4), smooth("#8f959b", "metal"), "round");
  });
};

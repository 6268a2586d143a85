/** @file Cups, plates, glasses and pots for tea. */
import { darker, lighter } from "./colour-maths.js";
import type { Form } from "./look.js";
import { has, recoloured, sized } from "./look.js";
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

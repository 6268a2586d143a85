/** @file Hats, scarves and socks. */
import { darker, lighter } from "./colour-maths.js";
import type { Form } from "./look.js";
import { has, recoloured } from "./look.js";
import { box, curve, oval, pairs, path, poly } from "./shapes.js";

/** A knitted hat with a turned-up brim, with or without a bobble. */
export const beanie: Form = (sketch, look) => {
  const { main } = look;
  sketch.shadow(200, 386, 120, 15);
  if (has(look, "bobble")) {
    sketch.part(oval(200, 124, 38), { ...recoloured(main, main.accent), texture: "plush" }, "ball");
    for (let tuft = 0; tuft < 40; tuft++) {
      const reach = tuft % 2 === 0 ? 49 : 44;
      const [x, y] = [Math.cos(tuft * 0.157), Math.sin(tuft * 0.157)];
      const tone = tuft % 3 === 0 ? lighter(main.accent, 0.25) : darker(main.accent, 0.1);
      sketch.line(path([200 + x * 26, 124 + y * 26], [200 + x * reach, 124 + y * reach]), tone, 4);
    }
  }
  sketch.part(`M88 324C86 216 128 150 200 148S314 216 312 324z`, main, "round");
  sketch.part(box(78, 302, 244, 76, 18), recoloured(main, lighter(main.colour, 0.06)), "round");
  for (let rib = 0; rib < 13; rib++)
    sketch.line(
      path([94 + rib * 17.6, 310], [94 + rib * 17.6, 370]),
      darker(main.colour, 0.4),
      3,
      0.3,
    );
};

/** A scarf, looped once. */
export const scarf: Form = (sketch, look) => {
  const { main } = look;
  sketch.shadow(206, 440, 90, 12);
  const tail = (x: number, lean: number, end: number): void => {
    sketch.part(
      poly([x - 34, 200], [x + 34, 200], [x + 34 + lean, end], [x - 34 + lean, end]),
      main,
      "round",
    );
    for (let fringe = 0; fringe < 9; fringe++)
      sketch.line(
        path([x - 30 + lean + fringe * 7.5, end], [x - 30 + lean + fringe * 7.5 + 1, end + 22]),
        darker(main.colour, 0.12),
        4,
      );
  };
  tail(232, 14, 360);
  tail(176, -10, 416);
  sketch.part(
    curve("96,150 120,96 200,80 280,96 304,150 280,204 200,222 120,204", true),
    main,
    "top",
  );
  sketch.part(
    curve("142,142 160,118 200,110 240,118 258,142 240,162 200,170 160,162", true),
    recoloured(main, darker(main.colour, 0.5)),
    "none",
  );
  sketch.line(curve("112,176 160,206 232,208 288,178"), darker(main.colour, 0.4), 5, 0.3);
};

/** A pair of socks. */
export const socks: Form = (sketch, look) => {
  const { main } = look;
  sketch.shadow(210, 424, 130, 13);
  for (const [x, y] of pairs("40,-14 0,0")) {
    sketch.moved(`translate(${x} ${y})`, () => {
      const d =
        "M128 96H214V270C216 300 244 322 274 350C296 372 286 408 254 408C216 408 176 386 146 346C130 324 128 300 128 270z";
      sketch.part(d, main, "side", { scale: 0.8 });
      sketch.part(
        "M262 338C296 364 294 408 254 408C240 408 226 405 212 400C226 384 246 352 262 338z",
        recoloured(main, main.accent),
        "soft",
      );
      sketch.part(box(124, 88, 94, 36, 6), recoloured(main, main.accent), "round");
      for (let rib = 0; rib < 8; rib++)
        sketch.line(
          path([132 + rib * 11, 92], [132 + rib * 11, 120]),
          darker(main.accent, 0.4),
          2,
          0.4,
        );
    });
  }
};

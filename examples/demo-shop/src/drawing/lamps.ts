/** @file Lamps: shades, bulbs and what holds them. The main surface is the shade. */
import { darker, lighter, mixed } from "./colour-maths.js";
import type { Form, Look } from "./look.js";
import { countOf, has, recoloured, sized, smooth } from "./look.js";
import { box, curve, lathe, oval, path, poly, tapered } from "./shapes.js";
import type { Sketch } from "./sketch.js";

const light = "#ffe9b0";
const floor = 420;

/** A lamp for the side table: turned foot, drum or cone shade. */
export const tableLamp: Form = (sketch, look) => {
  sketch.shadow(200, floor + 2, 66, 12);
  sketch.glow(200, 190, 170, light, 0.55);
  const foot =
    look.turn < 0.34
      ? lathe(
          200,
          `262,7 278,10 300,${sized(look, 34, 48)} 345,${sized(look, 48, 62)} 390,38 412,30 ${floor},32`,
        )
      : look.turn < 0.67
        ? lathe(200, `262,6 300,8 316,26 334,10 352,34 374,14 396,30 ${floor},46`)
        : tapered(200, `262,6 392,6 394,44 ${floor},52`);
  sketch.part(foot, look.second, "round");
  sketch.part(box(196, 240, 8, 26), smooth("#c9a85c", "metal"), "round");
  shade(sketch, look, 200, 122, 254, look.turn < 0.5 ? 74 : 46, 92);
};

/** A standing lamp: pole, tripod or arc. */
export const floorLamp: Form = (sketch, look) => {
  const { second } = look;
  const style = look.traits["stand"];
  const x = style === "arc" ? 268 : 200;
  sketch.glow(x, 130, 150, light, 0.55);
  if (style === "arc") {
    sketch.shadow(126, 452, 62, 10);
    sketch.line(curve("128,446 120,260 150,110 214,72 268,92"), second.colour, 7);
    sketch.part(oval(126, 446, 46, 10), second, "top");
    dome(sketch, look, 268, 92, 62);
    return;
  }
  sketch.shadow(200, 452, style === "tripod" ? 84 : 56, 11);
  if (style === "tripod") {
    for (const [to, width] of [
      [200, 9],
      [130, 10],
      [270, 10],
    ] as const) {
      sketch.part(
        poly([196, 176], [204, 176], [to + width / 2, 448], [to - width / 2, 448]),
        second,
        "round",
        { upright: true },
      );
    }
    sketch.part(box(188, 168, 24, 18, 4), smooth("#5a4a3c"), "round");
  } else {
    sketch.part(box(196, 160, 8, 284, 3), second, "round");
    sketch.part(lathe(200, "436,10 444,46 452,50"), second, "round");
  }
  shade(sketch, look, x, 58, 172, 58, 82);
};

/** A lamp that hangs from the ceiling. */
export const pendant: Form = (sketch, look) => {
  const cord = "#4a4340";
  const lamps = countOf(look, "lamps", 1);
  const places = lamps === 1 ? [200] : lamps === 3 ? [90, 200, 310] : [130, 270];
  const half = lamps === 1 ? sized(look, 84, 128) : 46;
  if (lamps > 1) sketch.part(box(60, 18, 280, 10, 4), look.second, "top");
  for (const x of places) {
    const y = lamps === 1 ? 170 : 190 + sketch.random.between(-22, 40);
    sketch.line(path([x, lamps > 1 ? 26 : 0], [x, y - 20]), cord, 3);
    sketch.glow(x, y + half * 0.9, half * 1.5, light, 0.6);
    sketch.part(box(x - 10, y - 24, 20, 26, 4), look.second, "round");
    const style = look.traits["shade"];
    if (style === "globe") {
      const globe = oval(x, y + half * 0.86, half * 0.9);
      sketch.fill(oval(x, y + half * 0.86, half * 0.3), "#fff4d0");
      sketch.part(globe, look.main, "ball");
    } else if (style === "basket") {
      sketch.part(
        lathe(
          x,
          `${y},${half * 0.25} ${y + half * 0.4},${half * 0.85} ${y + half * 0.9},${half} ${y + half * 1.35},${half * 0.8}`,
        ),
        look.main,
        "round",
      );
      sketch.part(
        oval(x, y + half * 1.35, half * 0.8, half * 0.14),
        recoloured(look.main, darker(look.main.colour, 0.3)),
        "none",
      );
    } else dome(sketch, look, x, y, half);
  }
};

/** A jointed lamp for reading and drawing. */
export const deskLamp: Form = (sketch, look) => {
  const { main, second } = look;
  sketch.shadow(160, floor + 2, 70, 12);
  sketch.glow(286, 262, 110, light, 0.6);
  sketch.part(box(112, floor - 14, 96, 16, 8), main, "top");
  sketch.line(path([160, floor - 14], [126, 286]), darker(second.colour, 0.1), 8);
  sketch.line(path([126, 286], [232, 184]), darker(second.colour, 0.1), 8);
  sketch.part(oval(126, 286, 10), second, "ball");
  sketch.part(oval(232, 184, 9), second, "ball");
  if (has(look, "led_bar")) {
    sketch.moved("rotate(12 232 184)", () => {
      sketch.part(box(206, 172, 140, 16, 8), main, "top");
      sketch.fill(box(226, 186, 112, 6, 3), "#fff1c2");
    });
    return;
  }
  sketch.moved("rotate(-38 240 190)", () => {
    sketch.fill(oval(240, 276, 56, 12), "#fff1c2");
    sketch.part(lathe(240, "182,14 206,22 226,40 276,58"), main, "round");
    sketch.part(box(228, 168, 24, 20, 6), second, "round");
  });
};

/** A lamp on the wall. */
export const wallLamp: Form = (sketch, look) => {
  sketch.glow(200, 210, 170, light, 0.6);
  sketch.part(
    look.turn < 0.5 ? oval(200, 270, 40, 58) : box(164, 216, 72, 108, 8),
    look.second,
    "round",
  );
  sketch.line(curve("200,270 200,314 232,318 236,270"), darker(look.second.colour, 0.1), 8);
  if (has(look, "shade", "globe")) {
    sketch.fill(oval(236, 206, 22), "#fff4d0");
    sketch.part(oval(236, 206, 60), look.main, "ball");
  } else shade(sketch, look, 236, 146, 262, 38, 72);
};

/** Small bulbs on a wire. */
export const stringLights: Form = (sketch, look) => {
  const bulb = look.main.colour;
  for (const [row, y] of [96, 220, 344].entries()) {
    const dip = 56;
    sketch.line(`M-10 ${y}Q200 ${y + 2 * dip} 410 ${y}`, "#453f3a", 3);
    for (let at = 0; at < 6; at++) {
      const t = (at + 0.5 + (row % 2) * 0.4) / 6.4;
      const x = -10 + 420 * t;
      const wire = y + 4 * dip * t * (1 - t);
      sketch.glow(x, wire + 26, 42, mixed(bulb, "#ffdf98", 0.65), 0.75);
      sketch.part(box(x - 5, wire, 10, 13, 2), look.second, "round");
      const shape = has(look, "bulb", "star") ? star(x, wire + 30, 20) : oval(x, wire + 28, 12, 17);
      sketch.part(shape, smooth(lighter(bulb, 0.35), "gloss"), "ball");
    }
  }
};

/** A camping lantern or one for the porch: a glass cage with a handle. */
export const lantern: Form = (sketch, look) => {
  const { main } = look;
  sketch.shadow(200, floor + 4, 84, 13);
  sketch.line(curve("136,206 140,110 200,78 260,110 264,206"), darker(main.colour, 0.15), 7);
  sketch.glow(200, 300, 130, light, 0.9);
  sketch.part(box(142, 230, 116, 150, 10), smooth("#f8ecc8", "glass"), "round");
  sketch.part(lathe(200, "318,10 330,16 352,22 380,22"), smooth("#fff7e0"), "round");
  sketch.fill(curve("200,286 209,304 200,318 191,304", true), "#f5a742");
  for (const post of [150, 196, 242]) sketch.part(box(post, 226, 7, 158), main, "round");
  sketch.part(lathe(200, "168,16 186,34 206,70 232,78"), main, "round");
  sketch.part(box(124, 374, 152, 46, 10), main, "round");
  sketch.part(oval(200, 398, 11), look.second, "ball");
};

function shade(
  sketch: Sketch,
  look: Look,
  x: number,
  top: number,
  bottom: number,
  narrow: number,
  wide: number,
): void {
  const d = poly([x - narrow, top], [x + narrow, top], [x + wide, bottom], [x - wide, bottom]);
  sketch.part(d, look.main, "round", { scale: 0.8 });
  sketch.within(d, () => {
    sketch.glow(x, (top + bottom) / 2 + 14, wide * 1.1, "#fff3c9", 0.75);
  });
  sketch.part(
    oval(x, top, narrow, narrow * 0.11),
    recoloured(look.main, lighter(look.main.colour, 0.45)),
    "none",
  );
  sketch.line(`M${x - wide} ${bottom}h${2 * wide}`, darker(look.main.colour, 0.35), 3, 0.6);
}

function dome(sketch: Sketch, look: Look, x: number, y: number, half: number): void {
  sketch.part(oval(x, y + half * 0.95, half, half * 0.15), smooth("#fff1c2"), "none");
  sketch.part(
    `M${x - half} ${y + half * 0.95}C${x - half} ${y + half * 0.2} ${x - half * 0.5} ${y} ${x} ${y}S${x + half} ${y + half * 0.2} ${x + half} ${y + half * 0.95}z`,
    look.main,
    "round",
  );
}

/** A five-pointed star. */
export function star(x: number, y: number, radius: number): string {
  return poly(
    ...Array.from({ length: 10 }, (_, corner) => {
      const reach = corner % 2 === 0 ? radius : radius * 0.45;
      const angle = (corner * Math.PI) / 5 - Math.PI / 2;
      return [x + reach * Math.cos(angle), y + reach * Math.sin(angle)] as const;
    }),
  );
}

/** @file Things to sit on. */
import { darker, lighter } from "./colour-maths.js";
import type { Form } from "./look.js";
import { countOf, has, recoloured, smooth } from "./look.js";
import { box, curve, oval, pairs, path, poly } from "./shapes.js";

const floor = 420;
const upright = { upright: true } as const;

/** A sofa of two or three seats, with or without a chaise. */
export const sofa: Form = (sketch, look) => {
  const seats = countOf(look, "seats", 3);
  const width = seats === 2 ? 270 : 344;
  const x = 200 - width / 2;
  const soft = 10 + 22 * look.turn;
  const { main, second } = look;
  sketch.shadow(200, floor + 5, width / 2 + 4, 16);
  for (const leg of [x + 18, x + width - 30])
    sketch.part(
      poly([leg, 394], [leg + 12, 394], [leg + 9, floor], [leg + 3, floor]),
      second,
      "round",
      upright,
    );
  sketch.part(box(x + 14, 238, width - 28, 120, soft), main, "top");
  const inner = (width - 76) / seats;
  for (let seat = 0; seat < seats; seat++) {
    sketch.part(box(x + 38 + seat * inner, 246, inner - 2, 86, soft * 0.8), main, "soft");
  }
  sketch.part(box(x + 10, 352, width - 20, 46, 8), main, "top");
  for (let seat = 0; seat < seats; seat++) {
    sketch.part(box(x + 37 + seat * inner, 322, inner, 40, 12), main, "top");
  }
  if (has(look, "chaise"))
    sketch.part(box(x + width - 40 - inner, 328, inner + 4, 70, 12), main, "top");
  sketch.part(box(x, 282, 42, 116, soft), main, "side");
  sketch.part(box(x + width - 42, 282, 42, 116, soft), main, "side");
  if (look.turn > 0.4) {
    sketch.moved(`rotate(-8 ${x + 72} 300)`, () => {
      sketch.part(box(x + 46, 270, 56, 54, 12), recoloured(main, main.accent), "ball");
    });
  }
};

/** An armchair; its back is a shell or a tall wing. */
export const armchair: Form = (sketch, look) => {
  const { main, second } = look;
  const tall = look.turn > 0.55;
  sketch.shadow(200, floor + 5, 100, 15);
  for (const [leg, lean] of pairs("142,-8 258,8"))
    sketch.part(
      poly([leg - 6, 380], [leg + 6, 380], [leg + lean + 3, floor], [leg + lean - 3, floor]),
      second,
      "round",
      upright,
    );
  const back = tall
    ? curve("136,360 128,240 142,176 200,164 258,176 272,240 264,360", true)
    : curve("120,370 112,290 138,226 200,210 262,226 288,290 280,370", true);
  sketch.part(back, main, "top");
  if (tall)
    for (const [bx, by] of pairs("170,220 200,228 230,220 185,256 215,256"))
      sketch.fill(oval(bx, by, 3.4), darker(main.colour, 0.4));
  sketch.part(box(136, 326, 128, 38, 16), main, "top");
  sketch.part(box(128, 354, 144, 36, 12), main, "soft");
  sketch.part(curve("108,388 102,330 112,292 132,296 142,330 142,390", true), main, "side");
  sketch.part(curve("292,388 298,330 288,292 268,296 258,330 258,390", true), main, "side");
};

/** A chair for the table: spindles, a solid back or a padded one. */
export const diningChair: Form = (sketch, look) => {
  const { main, second } = look;
  sketch.shadow(202, floor + 4, 80, 13);
  for (const [leg, to] of pairs("164,158 238,246"))
    sketch.part(
      poly([leg - 5, 316], [leg + 5, 316], [to + 4, floor - 16], [to - 4, floor - 16]),
      second,
      "dim",
      upright,
    );
  const style = look.traits["back"];
  if (style === "spindle") {
    for (let spindle = 0; spindle < 6; spindle++)
      sketch.part(box(150 + spindle * 18, 176, 5, 140, 2), main, "round", upright);
    sketch.part(
      curve("134,186 150,160 200,152 250,160 266,186 250,182 200,174 150,182", true),
      main,
      "top",
    );
  } else if (style === "cane") {
    sketch.part(box(138, 164, 124, 116, 18), main, "side", upright);
    sketch.part(box(150, 176, 100, 92, 10), { ...smooth("#d9bd8d", "rattan") }, "soft");
    for (const post of [142, 248]) sketch.part(box(post, 270, 10, 50), main, "round", upright);
  } else {
    sketch.part(
      curve("140,316 134,230 142,172 200,160 258,172 266,230 260,316", true),
      main,
      "top",
    );
  }
  sketch.part(curve("130,322 150,306 250,306 270,322 262,340 200,346 138,340", true), main, "lit");
  for (const [leg, to] of pairs("142,130 258,270"))
    sketch.part(
      poly([leg - 7, 336], [leg + 7, 336], [to + 4, floor], [to - 4, floor]),
      second,
      "round",
      upright,
    );
};

/** A swivel chair on five castors. */
export const officeChair: Form = (sketch, look) => {
  const { main } = look;
  const frame = smooth("#3a3b40", "gloss");
  const steel = smooth("#b9bdc2", "metal");
  const high = has(look, "headrest");
  sketch.shadow(200, floor + 6, 92, 14);
  sketch.part(box(193, 330, 14, 60, 3), steel, "round");
  for (const [dx, dy] of pairs("-82,22 82,22 -44,30 44,30 0,34")) {
    sketch.line(path([200, 384], [200 + dx, 384 + dy - 10]), "#45474c", 10);
    sketch.part(oval(200 + dx, 386 + dy, 8), frame, "ball");
  }
  if (high) {
    sketch.part(box(190, 128, 20, 50), frame, "round");
    sketch.part(box(158, 110, 84, 40, 16), main, "top");
  }
  sketch.part(curve("140,310 132,240 146,172 200,160 254,172 268,240 260,310", true), main, "soft");
  sketch.shade(curve("158,300 152,240 162,192 200,184 238,192 248,240 242,300", true), "dim", 0.35);
  for (const [arm, way] of pairs("122,-1 278,1")) {
    sketch.line(path([arm, 270], [arm, 318], [arm - way * 30, 330]), "#3a3b40", 8);
    sketch.part(box(arm - 22, 262, 44, 12, 6), frame, "top");
  }
  sketch.part(box(126, 306, 148, 34, 16), main, "top");
};

/** A stool: seat, legs, foot ring; higher for the bar. */
export const stool: Form = (sketch, look) => {
  const { main, second } = look;
  const seat = has(look, "height", "low") ? 300 : 220;
  sketch.shadow(200, floor + 4, 70, 12);
  for (const [from, to] of pairs("-28,-36 28,36"))
    sketch.part(
      poly(
        [200 + from - 5, seat],
        [200 + from + 5, seat],
        [200 + to + 4, floor - 14],
        [200 + to - 4, floor - 14],
      ),
      second,
      "dim",
      upright,
    );
  sketch.part(box(148, seat + (floor - seat) * 0.62, 104, 8, 4), second, "top");
  for (const [from, to] of pairs("-48,-66 48,66"))
    sketch.part(
      poly(
        [200 + from - 6, seat],
        [200 + from + 6, seat],
        [200 + to + 4, floor],
        [200 + to - 4, floor],
      ),
      second,
      "round",
      upright,
    );
  if (has(look, "back")) {
    for (const post of [150, 242])
      sketch.part(box(post, seat - 88, 8, 96), second, "round", upright);
    sketch.part(box(142, seat - 100, 116, 48, 14), main, "top");
  }
  sketch.part(box(136, seat - 10, 128, 26, 13), main, "top");
  sketch.part(oval(200, seat - 8, 62, 10), recoloured(main, lighter(main.colour, 0.12)), "soft");
};

/** @file Things with drawers, doors and shelves, and beds. */
import { darker, lighter } from "./colour-maths.js";
import type { Form, Look } from "./look.js";
import { countOf, has, recoloured, sized, smooth } from "./look.js";
import { box, oval, pairs, poly } from "./shapes.js";
import type { Sketch } from "./sketch.js";

const floor = 420;

/** A chest of drawers, two columns wide when it has many. */
export const dresser: Form = (sketch, look) => {
  const drawers = countOf(look, "drawers", 4);
  const columns = drawers >= 6 ? 2 : 1;
  const rows = drawers / columns;
  const width = columns === 2 ? 300 : 200;
  const height = Math.min(250, 40 + rows * 50);
  carcass(sketch, look, width, height, 30);
  grid(sketch, look, width, height, 30, columns, rows);
};

/** A small cabinet beside the bed. */
export const nightstand: Form = (sketch, look) => {
  const drawers = countOf(look, "drawers", 1);
  const width = sized(look, 130, 180);
  const legHeight = 58 + 20 * look.turn;
  const height = drawers === 0 ? 90 : 40 + drawers * 50;
  carcass(sketch, look, width, height, legHeight);
  if (drawers === 0)
    opening(
      sketch,
      look,
      200 - width / 2 + 10,
      floor - legHeight - height + 18,
      width - 20,
      height - 28,
    );
  else grid(sketch, look, width, height, legHeight, 1, drawers);
};

/** A low, wide cabinet for a television. */
export const tvStand: Form = (sketch, look) => {
  const width = sized(look, 270, 340);
  carcass(sketch, look, width, 96, 36);
  const x = 200 - width / 2;
  const y = floor - 132 + 18;
  const third = (width - 24) / 3;
  door(sketch, look, x + 12, y, third, 70, 1);
  opening(sketch, look, x + 12 + third + 3, y, third - 6, 32);
  opening(sketch, look, x + 12 + third + 3, y + 38, third - 6, 32);
  door(sketch, look, x + 12 + 2 * third, y, third, 70, -1);
};

/** Open shelves with a few books and bowls on them. */
export const bookcase: Form = (sketch, look) => {
  const shelves = countOf(look, "shelves", 4);
  const width = sized(look, 130, 220);
  const height = 70 + shelves * 56;
  const x = 200 - width / 2;
  const y = floor - height;
  const ladder = has(look, "ladder");
  sketch.shadow(200, floor + 4, width / 2 + 6, 12);
  if (!ladder)
    sketch.part(
      box(x, y, width, height),
      recoloured(look.main, darker(look.main.colour, 0.3)),
      "soft",
    );
  const gap = (height - 12) / shelves;
  for (let shelf = 0; shelf < shelves; shelf++) {
    const base = y + (shelf + 1) * gap;
    things(sketch, x + 14, base, width - 28, gap - 14);
    sketch.part(box(x, base, width, 10), look.main, "soft");
  }
  const post = ladder ? look.second : look.main;
  sketch.part(box(x - 2, y, 11, height + 2), post, "side", { upright: true });
  sketch.part(box(x + width - 9, y, 11, height + 2), post, "side", { upright: true });
  if (!ladder) sketch.part(box(x - 4, y - 8, width + 8, 12), look.main, "lit");
};

/** A bed from its foot end: headboard, mattress, pillows, blanket. */
export const bed: Form = (sketch, look) => {
  const width = sized(look, 220, 330);
  const x = 200 - width / 2;
  sketch.shadow(200, floor + 6, width / 2 + 6, 16);
  const upholstered = look.main.texture !== "wood" && look.main.texture !== "metal";
  const head = box(x, 190, width, 190, upholstered ? 26 : 6);
  if (look.main.texture === "metal") {
    sketch.line(box(x + 4, 200, width - 8, 180, 20), look.main.colour, 8);
    for (let bar = 1; bar < 7; bar++)
      sketch.line(box(x + 4 + (bar * (width - 8)) / 7, 204, 0.5, 110), look.main.colour, 4);
  } else sketch.part(head, look.main, "soft", { upright: !upholstered });
  if (upholstered) {
    for (let tuft = 1; tuft < 6; tuft++)
      sketch.fill(oval(x + (tuft * width) / 6, 232, 4), darker(look.main.colour, 0.4), 0.8);
  }
  const sheet = smooth("#f4efe6");
  sketch.part(box(x + 8, 296, width - 16, 84, 18), sheet, "top");
  for (const pillow of [x + width * 0.08, x + width * 0.54]) {
    sketch.part(box(pillow, 262, width * 0.38, 52, 22), sheet, "ball");
  }
  sketch.part(box(x + 4, 326, width - 8, 62, 12), { ...look.second, texture: "weave" }, "top");
  sketch.part(
    box(x + 4, 320, width - 8, 20, 9),
    recoloured(sheet, lighter(look.second.colour, 0.4)),
    "top",
  );
  sketch.part(box(x, 372, width, 34, upholstered ? 12 : 4), look.main, "side");
  for (const leg of [x + 10, x + width - 24])
    sketch.part(box(leg, 404, 14, 18, 2), smooth("#4a382c"), "round");
};

/** A wardrobe with two or three doors. */
export const wardrobe: Form = (sketch, look) => {
  const doors = countOf(look, "doors", 2);
  const width = 74 * doors + 40;
  carcass(sketch, look, width, 320, 22);
  const x = 200 - width / 2 + 10;
  const each = (width - 20) / doors;
  for (let leaf = 0; leaf < doors; leaf++) {
    door(sketch, look, x + leaf * each, floor - 322, each, 290, leaf % 2 === 0 ? 1 : -1);
  }
};

function carcass(sketch: Sketch, look: Look, width: number, height: number, legs: number): void {
  const x = 200 - width / 2;
  const y = floor - legs - height;
  sketch.shadow(200, floor + 5, width / 2 + 6, 14);
  for (const [leg, lean] of pairs(`${x + 16},-4 ${x + width - 16},4`)) {
    sketch.part(
      poly(
        [leg - 7, y + height],
        [leg + 7, y + height],
        [leg + lean + 4, floor],
        [leg + lean - 4, floor],
      ),
      look.second,
      "round",
      { upright: true },
    );
  }
  sketch.part(box(x, y, width, height, 3), look.main, "side");
  sketch.part(
    poly([x + 12, y - 12], [x + width - 12, y - 12], [x + width + 4, y + 2], [x - 4, y + 2]),
    look.main,
    "lit",
  );
  sketch.part(box(x - 4, y + 2, width + 8, 9, 2), look.main, "soft");
}

function grid(
  sketch: Sketch,
  look: Look,
  width: number,
  height: number,
  legs: number,
  columns: number,
  rows: number,
): void {
  const across = (width - 20) / columns;
  const down = (height - 24) / rows;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const x = 200 - width / 2 + 10 + column * across;
      const y = floor - legs - height + 16 + row * down;
      sketch.part(box(x + 2, y + 2, across - 4, down - 4, 2), look.main, "soft");
      if (look.turn < 0.5) {
        for (const knob of across > 110 ? [0.28, 0.72] : [0.5]) {
          sketch.part(oval(x + across * knob, y + down / 2, 5), look.second, "ball");
        }
      } else sketch.part(box(x + across / 2 - 22, y + down / 2 - 3, 44, 6, 3), look.second, "top");
    }
  }
}

function door(
  sketch: Sketch,
  look: Look,
  x: number,
  y: number,
  width: number,
  height: number,
  hinge: number,
): void {
  sketch.part(box(x + 2, y, width - 4, height, 2), look.main, "soft", { upright: true });
  if (look.main.texture === "rattan" || look.turn > 0.6) {
    sketch.part(box(x + 12, y + 10, width - 24, height - 20, 2), look.main, "dim", {
      upright: true,
    });
    sketch.shade(box(x + 14, y + 12, width - 28, height - 24, 2), "lit");
  }
  sketch.part(oval(hinge > 0 ? x + width - 11 : x + 11, y + height / 2, 4.5), look.second, "ball");
}

function opening(
  sketch: Sketch,
  look: Look,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  sketch.part(
    box(x, y, width, height),
    recoloured(look.main, darker(look.main.colour, 0.45)),
    "top",
  );
}

/** Books and a bowl, to give a shelf its scale. */
function things(sketch: Sketch, x: number, base: number, width: number, height: number): void {
  const covers = ["#8c6b58", "#c9b79c", "#5f7480", "#b5695a", "#e6ddcd", "#6f7f66", "#3f4a57"];
  let left = x + sketch.random.between(0, 12);
  const end = x + width * sketch.random.between(0.45, 0.95);
  while (left < end - 12) {
    const thick = sketch.random.between(7, 14);
    const tall = height * sketch.random.between(0.6, 0.92);
    sketch.part(
      box(left, base - tall, thick, tall, 1),
      smooth(sketch.random.pick(covers)),
      "round",
    );
    left += thick + 1;
  }
  if (x + width - left > 40) {
    sketch.part(
      oval(x + width - 20, base - 14, 14, 14),
      smooth(sketch.random.pick(covers), "gloss"),
      "ball",
    );
  }
}

/** @file Desks and tables: a top in slight perspective on legs. */
import { darker } from "./colour-maths.js";
import type { Form, Look } from "./look.js";
import { countOf, has, sized } from "./look.js";
import { box, curve, oval, pairs, path, poly } from "./shapes.js";
import type { Sketch } from "./sketch.js";

const floor = 420;

/** A desk: drawers under the top, or a frame that rises. */
export const desk: Form = (sketch, look) => {
  const width = sized(look, 210, 330);
  const x = 200 - width / 2;
  const rising = has(look, "adjustable");
  const y = rising ? 205 : 255;
  sketch.shadow(200, floor + 6, width / 2 + 8, 16);
  if (rising) {
    for (const side of [x + width * 0.14, x + width * 0.86 - 16]) {
      sketch.part(box(side + 3, y + 10, 10, 120), look.second, "round");
      sketch.part(box(side, y + 90, 16, floor - y - 94), look.second, "round");
      sketch.part(box(side - 26, floor - 8, 68, 10, 4), look.second, "top");
    }
    sketch.part(box(x + width * 0.14, y + 12, width * 0.72, 9), look.second, "top");
    sketch.part(box(x + width - 62, y + 15, 30, 8, 3), look.second, "dim");
  } else legs(sketch, look, x, y + 12, width);
  const drawers = countOf(look, "drawers", 0);
  if (drawers > 0 && !rising) {
    const each = drawers >= 3 ? 34 : 36;
    const stacked = drawers >= 3;
    const drawerWidth = stacked ? width * 0.32 : (width - 28) / drawers;
    for (let drawer = 0; drawer < drawers; drawer++) {
      const left = stacked ? x + width - drawerWidth - 12 : x + 14 + drawer * drawerWidth;
      const top = y + 14 + (stacked ? drawer * each : 0);
      front(sketch, look, left, top, drawerWidth, each);
    }
  }
  top(sketch, look, x, y, width);
  if (has(look, "hutch")) {
    sketch.part(box(x + 16, y - 92, width - 32, 74), look.main, "dim");
    for (const shelf of [y - 96, y - 58]) {
      sketch.part(box(x + 12, shelf, width - 24, 9), look.main, "soft");
    }
    for (const side of [x + 12, x + width / 2 - 4, x + width - 20]) {
      sketch.part(box(side, y - 96, 8, 80), look.main, "side", { upright: true });
    }
  }
};

/** A dining table: rectangular or round on a pedestal. */
export const diningTable: Form = (sketch, look) => {
  const width = sized(look, 230, 340);
  const x = 200 - width / 2;
  sketch.shadow(200, floor + 6, width / 2, 16);
  if (has(look, "shape", "round")) {
    roundTable(sketch, look, width * 0.9, 268);
    return;
  }
  legs(sketch, look, x, 280, width);
  sketch.part(box(x + 16, 278, width - 32, 18), look.main, "dim");
  top(sketch, look, x, 266, width);
};

/** A low table for the living room. */
export const coffeeTable: Form = (sketch, look) => {
  const width = sized(look, 200, 310);
  const x = 200 - width / 2;
  sketch.shadow(200, floor + 6, width / 2, 15);
  if (has(look, "shape", "round")) {
    roundTable(sketch, look, width * 0.95, 322);
    return;
  }
  legs(sketch, look, x, 332, width);
  if (has(look, "shelf")) sketch.part(box(x + 18, 386, width - 36, 9), look.main, "soft");
  top(sketch, look, x, 322, width);
};

/** A bench: a plank or a cushion on legs. */
export const bench: Form = (sketch, look) => {
  const width = sized(look, 220, 320);
  const x = 200 - width / 2;
  sketch.shadow(200, floor + 6, width / 2, 14);
  legs(sketch, look, x, 344, width);
  top(sketch, look, x, 330, width);
  if (has(look, "cushion")) {
    sketch.part(box(x + 4, 306, width - 8, 28, 12), { ...look.second, texture: "weave" }, "top");
  }
};

function top(sketch: Sketch, look: Look, x: number, y: number, width: number): void {
  const inset = 20;
  sketch.part(
    poly([x + inset, y - 20], [x + width - inset, y - 20], [x + width, y], [x, y]),
    look.main,
    "lit",
  );
  sketch.part(box(x, y, width, 13, 2), look.main, "side");
  sketch.fill(box(x + 6, y + 13, width - 12, 5), "#1d1613", 0.22);
}

function roundTable(sketch: Sketch, look: Look, width: number, y: number): void {
  const foot = look.turn < 0.5;
  if (foot) {
    sketch.part(
      curve(
        `186,${y} 191,${y + 50} 188,${floor - 26} 140,${floor} 260,${floor} 212,${floor - 26} 209,${y + 50} 214,${y}`,
        true,
      ),
      look.second,
      "round",
      { upright: true },
    );
  } else {
    for (const [from, to] of pairs("-0.3,-0.4 0.3,0.4 -0.06,-0.1 0.06,0.1")) {
      const a = 200 + from * width;
      const b = 200 + to * width;
      sketch.part(
        poly([a - 7, y], [a + 7, y], [b + 4, floor], [b - 4, floor]),
        look.second,
        "round",
        { upright: true },
      );
    }
  }
  sketch.part(oval(200, y + 9, width / 2, 22), look.main, "dim");
  sketch.part(oval(200, y, width / 2, 22), look.main, "lit");
}

function legs(sketch: Sketch, look: Look, x: number, y: number, width: number): void {
  const { second } = look;
  const left = x + 14;
  const right = x + width - 14;
  if (has(look, "legs", "hairpin")) {
    const dark = darker(second.colour, 0.2);
    for (const leg of [left + 26, right - 26])
      sketch.line(path([leg - 6, y], [leg, floor - 14], [leg + 6, y]), darker(dark, 0.2), 4);
    for (const leg of [left + 8, right - 8])
      sketch.line(path([leg - 10, y], [leg, floor], [leg + 10, y]), dark, 5);
    return;
  }
  if (has(look, "legs", "frame")) {
    for (const leg of [left + 20, right - 32])
      sketch.part(box(leg, y, 9, floor - y - 14), second, "dim");
    for (const leg of [left - 6, right - 6])
      sketch.part(box(leg, y, 12, floor - y), second, "round");
    sketch.part(box(left - 6, floor - 10, width - 16, 8), second, "top");
    return;
  }
  const lean = has(look, "legs", "tapered") ? 12 : 0;
  const foot = lean > 0 ? 4 : 7;
  const upright = { upright: true };
  for (const [leg, way] of pairs(`${left + 26},-0.5 ${right - 26},0.5`)) {
    sketch.part(
      poly(
        [leg - 6, y],
        [leg + 6, y],
        [leg + way * lean + foot - 1, floor - 14],
        [leg + way * lean - foot + 1, floor - 14],
      ),
      second,
      "dim",
      upright,
    );
  }
  for (const [leg, way] of pairs(`${left + 4},-1 ${right - 4},1`)) {
    sketch.part(
      poly(
        [leg - 8, y],
        [leg + 8, y],
        [leg + way * lean + foot, floor],
        [leg + way * lean - foot, floor],
      ),
      second,
      "round",
      upright,
    );
  }
}

/** A drawer front with a knob. */
function front(
  sketch: Sketch,
  look: Look,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  sketch.part(box(x, y, width, height, 2), look.main, "soft");
  const knob = { ...look.second, colour: darker(look.second.colour, 0.15) };
  sketch.part(oval(x + width / 2, y + height / 2, 4.5), knob, "ball");
}

/** @file Things that dress a room: vases, cushions, blankets, rugs, mirrors, clocks, candles. */
import { darker, lighter, mixed } from "./colour-maths.js";
import type { Form } from "./look.js";
import { countOf, has, recoloured, sized, smooth } from "./look.js";
import { box, curve, lathe, oval, pairs, path, poly } from "./shapes.js";

const floor = 420;

/** A vase of one of four profiles, sometimes with dried stems. */
export const vase: Form = (sketch, look) => {
  const { main } = look;
  const top = floor - sized(look, 170, 260);
  const h = floor - top;
  const y = (share: number): number => top + share * h;
  const profiles = [
    `${top},24 ${y(0.12)},20 ${y(0.35)},56 ${y(0.65)},78 ${y(0.9)},52 ${floor},42`,
    `${top},40 ${y(0.1)},34 ${y(0.3)},40 ${y(0.6)},58 ${y(0.85)},56 ${floor},44`,
    `${top},16 ${y(0.3)},15 ${y(0.42)},20 ${y(0.65)},72 ${y(0.85)},74 ${floor},46`,
    `${top},46 ${y(0.08)},44 ${y(0.5)},50 ${y(0.95)},52 ${floor},50`,
  ];
  const profile = profiles[Math.floor(look.turn * 4)]!;
  sketch.shadow(200, floor + 2, 74, 12);
  if (look.turn * 10 - Math.floor(look.turn * 10) > 0.4) {
    for (const lean of [-44, -16, 14, 46]) {
      sketch.line(
        curve(`200,${top + 10} ${200 + lean * 0.5},${top - 60} ${200 + lean},${top - 104}`),
        "#8d7a52",
        2.5,
      );
      sketch.part(oval(200 + lean, top - 112, 8, 20), smooth("#c9ab74", "plush"), "ball");
    }
  }
  sketch.part(lathe(200, profile), main, "round");
  const mouth = Number(profile.slice(profile.indexOf(",") + 1, profile.indexOf(" ")));
  sketch.part(
    oval(200, top, mouth, mouth * 0.17),
    recoloured(main, darker(main.colour, 0.35)),
    "none",
  );
  sketch.fill(
    curve(
      `${200 - 30},${y(0.5)} ${200 - 38},${y(0.66)} ${200 - 30},${y(0.82)} ${200 - 34},${y(0.66)}`,
      true,
    ),
    "#ffffff",
    main.texture === "gloss" || main.texture === "glass" ? 0.55 : 0.12,
  );
};

/** A cushion with a seam, sometimes with tassels. */
export const cushion: Form = (sketch, look) => {
  const long = has(look, "shape", "lumbar");
  const [x, y, w, h] = long ? [62, 200, 276, 176] : [82, 140, 236, 236];
  const d = curve(
    `${x},${y} ${x + w * 0.25},${y + 14} ${x + w / 2},${y + 17} ${x + w * 0.75},${y + 14} ${x + w},${y} ${x + w - 13},${y + h / 2} ${x + w},${y + h} ${x + w / 2},${y + h - 15} ${x},${y + h} ${x + 13},${y + h / 2}`,
    true,
  );
  sketch.shadow(200, y + h + 4, w / 2, 16);
  if (has(look, "tassels")) {
    for (const [cx, cy] of pairs(`${x},${y} ${x + w},${y} ${x},${y + h} ${x + w},${y + h}`)) {
      sketch.part(box(cx - 7, cy - 2, 14, 28, 5), recoloured(look.main, look.main.accent), "round");
    }
  }
  sketch.part(d, look.main, "ball");
  sketch.line(d, darker(look.main.colour, 0.35), 2.5, 0.6);
  sketch.line(
    curve(`${x + w * 0.4},${y + 34} ${x + w * 0.5},${y + 60} ${x + w * 0.46},${y + 92}`),
    darker(look.main.colour, 0.4),
    3,
    0.25,
  );
};

/** A folded blanket with fringes. */
export const blanket: Form = (sketch, look) => {
  const { main } = look;
  sketch.shadow(200, 398, 134, 16);
  for (let fold = 0; fold < 4; fold++) {
    sketch.part(box(72, 336 - fold * 46, 256, 56, 26), main, "top");
  }
  sketch.part(poly([106, 186], [228, 186], [236, 344], [98, 344]), main, "soft");
  for (let fringe = 0; fringe < 17; fringe++) {
    const x = 100 + fringe * 8.4;
    sketch.line(
      path([x, 344], [x + (fringe % 2 === 0 ? 1.5 : -1.5), 368]),
      lighter(main.colour, 0.12),
      4,
    );
  }
  sketch.line(path([98, 344], [236, 344]), darker(main.colour, 0.3), 2, 0.7);
};

/** A rug seen from above at a slant. */
export const rug: Form = (sketch, look) => {
  const { main } = look;
  sketch.moved("translate(0 40)", () => {
    if (has(look, "shape", "round")) {
      sketch.shadow(200, 258, 170, 110);
      sketch.part(oval(200, 246, 164, 108), main, "soft");
      for (const ring of [0.86, 0.6, 0.34])
        sketch.line(oval(200, 246, 164 * ring, 108 * ring), main.accent, 6, 0.8);
      return;
    }
    const runner = has(look, "shape", "runner");
    const [near, far] = runner ? [86, 58] : [166, 118];
    const outline = poly([200 - far, 110], [200 + far, 110], [200 + near, 372], [200 - near, 372]);
    sketch.shadow(200, 362, near + 8, 22);
    for (let fringe = 0; fringe <= 22; fringe++) {
      const x = 200 - near + (fringe * 2 * near) / 22;
      sketch.line(path([x, 370], [x + (x - 200) * 0.03, 388]), "#e9ddc6", 3);
    }
    sketch.part(outline, main, "soft", { scale: 1.3 });
    const inset = (share: number): string =>
      poly(
        [200 - far * share, 110 + 262 * (1 - share) * 0.5],
        [200 + far * share, 110 + 262 * (1 - share) * 0.5],
        [200 + near * share, 372 - 262 * (1 - share) * 0.5],
        [200 - near * share, 372 - 262 * (1 - share) * 0.5],
      );
    sketch.line(inset(0.9), main.accent, 7, 0.85);
    sketch.line(inset(0.82), main.accent, 2, 0.85);
    if (main.pattern === "solid") sketch.line(inset(0.4), main.accent, 4, 0.4);
  });
};

/** A mirror: round, arched or rectangular. */
export const mirror: Form = (sketch, look) => {
  const shape = look.traits["shape"];
  const w = sized(look, 84, 112);
  const frame =
    shape === "round"
      ? (grow: number) => oval(200, 230, w + 32 + grow)
      : shape === "arched"
        ? (grow: number) =>
            `M${200 - w - grow} ${420 + grow}V170A${w + grow} ${w + grow} 0 0 1 ${200 + w + grow} 170V${420 + grow}z`
        : (grow: number) => box(200 - w - grow, 90 - grow, 2 * (w + grow), 310 + 2 * grow, 8);
  sketch.moved("translate(5 8)", () => {
    sketch.fill(frame(12), "#1d1613", 0.18);
  });
  sketch.part(frame(13), look.main, "round", { upright: true });
  const glass = frame(0);
  sketch.part(glass, smooth("#d3e0e6", "gloss"), "soft");
  sketch.within(glass, () => {
    sketch.fill(poly([60, 340], [220, 60], [262, 60], [96, 400]), "#ffffff", 0.4);
    sketch.fill(poly([120, 420], [296, 90], [310, 90], [140, 420]), "#ffffff", 0.35);
  });
};

/** A clock for the wall. */
export const wallClock: Form = (sketch, look) => {
  const r = sized(look, 104, 138);
  sketch.moved("translate(5 9)", () => {
    sketch.fill(oval(200, 240, r), "#1d1613", 0.2);
  });
  sketch.part(oval(200, 240, r), look.main, "ball");
  const light = has(look, "dial", "light");
  const ink = light ? "#383431" : "#f2e9d8";
  sketch.part(oval(200, 240, r * 0.87), smooth(light ? "#faf5ea" : "#2f3338"), "soft");
  for (let hour = 0; hour < 12; hour++) {
    sketch.moved(`rotate(${hour * 30} 200 240)`, () => {
      const length = hour % 3 === 0 ? 18 : 10;
      sketch.line(
        path([200, 240 - r * 0.78], [200, 240 - r * 0.78 + length]),
        ink,
        hour % 3 === 0 ? 5 : 3,
      );
    });
  }
  sketch.moved("rotate(-56 200 240)", () => {
    sketch.line(path([200, 240], [200, 240 - r * 0.46]), ink, 6);
  });
  sketch.moved("rotate(52 200 240)", () => {
    sketch.line(path([200, 240], [200, 240 - r * 0.66]), ink, 4);
  });
  sketch.fill(oval(200, 240, 6), look.main.accent);
};

/** A candle: a pillar, or wax in a jar. */
export const candle: Form = (sketch, look) => {
  const { main } = look;
  const jar = has(look, "kind", "jar");
  sketch.glow(200, 190, 110, "#ffdf98", 0.8);
  if (jar) {
    sketch.shadow(200, floor + 2, 84, 13);
    sketch.part(oval(200, 262, 74, 13), smooth(lighter(main.colour, 0.6)), "top");
    sketch.part(box(122, 244, 156, 176, 16), { ...smooth(main.colour, "glass") }, "round");
    sketch.part(box(126, 264, 148, 152, 14), smooth(mixed(main.colour, "#fff3df", 0.35)), "round");
    sketch.part(box(152, 312, 96, 66, 4), smooth("#f8f1e2"), "side");
    for (const [y, w] of pairs("330,56 344,36 358,46"))
      sketch.line(path([200 - w / 2, y], [200 + w / 2, y]), "#6b5c4c", 3, 0.7);
  } else {
    const count = countOf(look, "count", 1);
    const places = count === 1 ? [200] : count === 2 ? [158, 246] : [120, 200, 280];
    for (const [at, x] of places.entries()) {
      const half = count === 1 ? 52 : 32;
      const top = 250 + at * 34;
      sketch.shadow(x, floor + 2, half + 8, 10);
      sketch.part(box(x - half, top, 2 * half, floor - top, 6), main, "round");
      sketch.part(
        oval(x, top, half, half * 0.2),
        recoloured(main, lighter(main.colour, 0.35)),
        "none",
      );
      flameAt(x, top);
    }
    return;
  }
  flameAt(200, 258);

  function flameAt(x: number, y: number): void {
    sketch.line(path([x, y], [x + 1, y - 14]), "#3a332d", 3);
    sketch.fill(
      curve(`${x},${y - 58} ${x + 12},${y - 26} ${x},${y - 10} ${x - 12},${y - 26}`, true),
      "#f6a93f",
    );
    sketch.fill(
      curve(`${x},${y - 40} ${x + 6},${y - 22} ${x},${y - 12} ${x - 6},${y - 22}`, true),
      "#fff2bd",
    );
  }
};

/** A picture frame holding a small landscape or a leaf. */
export const frame: Form = (sketch, look) => {
  const w = sized(look, 180, 256);
  const h = w * 1.28;
  const [x, y] = [200 - w / 2, 240 - h / 2];
  sketch.moved("translate(5 9)", () => {
    sketch.fill(box(x, y, w, h), "#1d1613", 0.2);
  });
  sketch.part(box(x, y, w, h, 2), look.main, "side");
  sketch.part(box(x + 15, y + 15, w - 30, h - 30), smooth("#fbf8f1"), "soft");
  const art = box(x + 42, y + 46, w - 84, h - 92);
  sketch.within(art, () => {
    sketch.fill(art, "#f1dfc4");
    sketch.fill(oval(200 + w * 0.12, 220, w * 0.12), look.main.accent, 0.9);
    sketch.fill(
      curve(
        `${x},260 ${x + w * 0.3},226 ${x + w * 0.6},268 ${x + w},236 ${x + w},460 ${x},460`,
        true,
      ),
      "#8fa39a",
    );
    sketch.fill(
      curve(
        `${x},310 ${x + w * 0.4},270 ${x + w * 0.7},318 ${x + w},290 ${x + w},470 ${x},470`,
        true,
      ),
      "#4f6b66",
    );
  });
};

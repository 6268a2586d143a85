/** @file Clothes laid flat. The main surface is the cloth, the second buttons and trims. */
import { darker, lighter } from "./colour-maths.js";
import type { Form, Look } from "./look.js";
import { has, recoloured, sized, smooth } from "./look.js";
import { box, curve, oval, path, poly } from "./shapes.js";
import type { Sketch } from "./sketch.js";

/** A T-shirt, crew or V neck, short or long sleeves. */
export const tShirt: Form = (sketch, look) => {
  const { main } = look;
  const long = has(look, "sleeves", "long");
  under(sketch);
  sleeves(sketch, main, long ? 398 : 222, long ? 40 : 62);
  sketch.part(torso(404), main, "soft");
  const neck = has(look, "neck", "v")
    ? poly([162, 98], [200, 150], [238, 98], [200, 92])
    : curve("160,96 176,120 200,128 224,120 240,96 200,90", true);
  sketch.part(neck, recoloured(main, darker(main.colour, 0.35)), "none");
  sketch.line(
    has(look, "neck", "v")
      ? path([160, 97], [200, 152], [240, 97])
      : curve("158,95 174,122 200,131 226,122 242,95"),
    darker(main.colour, 0.18),
    6,
  );
  sketch.seam("M122 396H278", darker(main.colour, 0.4));
  if (has(look, "pocket")) {
    sketch.part(poly([222, 176], [264, 176], [264, 214], [243, 226], [222, 214]), main, "top");
    sketch.seam("M224 182H262", darker(main.colour, 0.4));
  }
};

/** A shirt with collar and buttons. */
export const shirt: Form = (sketch, look) => {
  const { main } = look;
  under(sketch);
  const long = !has(look, "sleeves", "short");
  sleeves(sketch, main, long ? 400 : 230, long ? 40 : 64);
  sketch.part(torso(410), main, "soft");
  sketch.part(box(190, 104, 20, 306), main, "top");
  for (let button = 0; button < 6; button++)
    sketch.part(
      oval(200, 146 + button * 46, 4.5),
      smooth(lighter(main.colour, 0.55), "gloss"),
      "ball",
    );
  sketch.part(poly([158, 94], [200, 116], [184, 154], [146, 110]), main, "lit");
  sketch.part(poly([242, 94], [200, 116], [216, 154], [254, 110]), main, "soft");
  sketch.part(box(224, 182, 44, 50, 4), main, "top");
};

/** A jumper or cardigan with ribbed edges. */
export const sweater: Form = (sketch, look) => {
  const { main } = look;
  under(sketch);
  sleeves(sketch, main, 396, 44);
  sketch.part(torso(398), main, "soft");
  ribs(sketch, look, 118, 382, 164, 26);
  if (has(look, "neck", "roll")) sketch.part(box(160, 72, 80, 40, 16), main, "round");
  else if (has(look, "cardigan")) {
    sketch.part(
      poly([162, 96], [238, 96], [206, 220], [194, 220]),
      recoloured(main, darker(main.colour, 0.4)),
      "none",
    );
    sketch.line(path([160, 96], [196, 222], [196, 406]), darker(main.colour, 0.2), 10);
    sketch.line(path([240, 96], [204, 222], [204, 406]), lighter(main.colour, 0.1), 10);
    for (let button = 0; button < 5; button++)
      sketch.part(oval(204, 238 + button * 38, 6), smooth("#7a5a3e", "gloss"), "ball");
  } else {
    sketch.part(
      curve("160,96 176,118 200,125 224,118 240,96 200,90", true),
      recoloured(main, darker(main.colour, 0.4)),
      "none",
    );
    sketch.line(curve("158,95 174,121 200,129 226,121 242,95"), darker(main.colour, 0.14), 11);
  }
};

/** A hooded sweatshirt with a pouch and cords. */
export const hoodie: Form = (sketch, look) => {
  const { main } = look;
  under(sketch);
  sleeves(sketch, main, 394, 46);
  sketch.part(torso(398), main, "soft");
  ribs(sketch, look, 118, 380, 164, 26);
  sketch.part(
    curve("148,110 142,70 168,44 200,38 232,44 258,70 252,110 200,146", true),
    main,
    "top",
  );
  sketch.part(
    curve("166,104 164,76 200,60 236,76 234,104 200,130", true),
    recoloured(main, darker(main.colour, 0.45)),
    "none",
  );
  if (has(look, "zip")) sketch.line(path([200, 134], [200, 402]), "#b9bdc2", 4);
  for (const x of [182, 218])
    sketch.line(path([x, 126], [x + (x - 200) * 0.1, 194]), lighter(main.colour, 0.6), 4);
  sketch.part(
    poly([152, 296], [248, 296], [272, 346], [268, 372], [132, 372], [128, 346]),
    main,
    "top",
  );
};

/** A dress: fitted bodice, flared skirt of its own length. */
export const dress: Form = (sketch, look) => {
  const { main } = look;
  const hem = has(look, "length", "maxi") ? 462 : has(look, "length", "mini") ? 356 : 414;
  const flare = 80 + 24 * look.turn + (hem - 356) * 0.2;
  under(sketch, hem);
  if (!has(look, "sleeves", "none")) {
    for (const way of [-1, 1])
      sketch.part(
        curve(
          `${200 + way * 44},84 ${200 + way * 78},104 ${200 + way * 92},160 ${200 + way * 62},172 ${200 + way * 48},140`,
          true,
        ),
        main,
        "soft",
      );
  } else
    for (const x of [166, 234]) sketch.line(path([x, 66], [x, 100]), darker(main.colour, 0.1), 8);
  sketch.part(
    curve("152,86 176,100 200,110 224,100 248,86 252,130 240,196 200,200 160,196 148,130", true),
    main,
    "soft",
  );
  const skirt = `M158 194C140 260 ${200 - flare + 10} ${hem - 60} ${200 - flare} ${hem}Q200 ${hem + 22} ${200 + flare} ${hem}C${200 + flare - 10} ${hem - 60} 260 260 242 194Q200 202 158 194z`;
  sketch.part(skirt, main, "soft");
  for (const fold of [-0.5, 0.05, 0.55])
    sketch.line(
      curve(
        `${200 + fold * 50},212 ${200 + fold * flare * 0.9},${(hem + 212) / 2} ${200 + fold * flare * 1.25},${hem - 2}`,
      ),
      darker(main.colour, 0.4),
      4,
      0.25,
    );
  sketch.line("M158 194Q200 204 242 194", darker(main.colour, 0.35), 7, 0.7);
};

/** Trousers and jeans. */
export const trousers: Form = (sketch, look) => {
  const { main } = look;
  const wide = has(look, "fit", "wide") ? 34 : has(look, "fit", "slim") ? 4 : 16;
  const short = has(look, "length", "short") ? 240 : 446;
  under(sketch, short);
  for (const way of [-1, 1]) {
    const x = (offset: number): number => 200 + way * offset;
    sketch.part(
      `M${x(0)} 84H${x(72)}L${x(68 + wide)} ${short}H${x(20 - wide * 0.3)}L${x(2)} 196z`,
      main,
      "side",
    );
    sketch.line(path([x(74), 110], [x(54), 148], [x(40), 150]), darker(main.colour, 0.4), 3, 0.6);
    sketch.seam(
      path([x(66 + wide), short - 12], [x(20 - wide * 0.3), short - 12]),
      darker(main.colour, 0.4),
    );
    sketch.line(
      path([x(44), 210], [x(44 + wide * 0.4), short - 30]),
      lighter(main.colour, 0.4),
      5,
      0.25,
    );
  }
  sketch.part(box(126, 66, 148, 22, 4), main, "side");
  sketch.part(oval(200, 77, 6), smooth("#b98d50", "metal"), "ball");
  sketch.line("M200 90V150Q200 176 178 182", darker(main.colour, 0.4), 3, 0.6);
};

/** A skirt, pleated or plain. */
export const skirt: Form = (sketch, look) => {
  const { main } = look;
  const hem = sized(look, 300, 430);
  under(sketch, hem);
  sketch.part(
    `M146 108C128 200 92 ${hem - 60} 78 ${hem}Q200 ${hem + 24} 322 ${hem}C308 ${hem - 60} 272 200 254 108z`,
    main,
    "soft",
  );
  const pleats = has(look, "pleated") ? 9 : 3;
  for (let pleat = 1; pleat < pleats; pleat++) {
    const t = pleat / pleats - 0.5;
    sketch.line(
      path([200 + t * 106, 118], [200 + t * 240, hem + 6]),
      darker(main.colour, 0.45),
      3,
      0.35,
    );
  }
  sketch.part(box(144, 92, 112, 22, 5), main, "side");
};

/** A jacket or coat with a zip, a hood or lapels. */
export const jacket: Form = (sketch, look) => {
  const { main, second } = look;
  const hem = has(look, "length", "long") ? 446 : 388;
  under(sketch, hem);
  sleeves(sketch, main, 392, 48);
  sketch.part(torso(hem), main, "soft");
  if (has(look, "quilted"))
    for (let y = 146; y < hem - 20; y += 34)
      sketch.line(`M122 ${y}Q200 ${y + 9} 278 ${y}`, darker(main.colour, 0.45), 3.5, 0.55);
  if (has(look, "hood")) {
    sketch.part(
      curve("148,110 142,66 170,42 200,36 230,42 258,66 252,110 200,132", true),
      main,
      "top",
    );
    sketch.part(
      curve("168,102 166,74 200,58 234,74 232,102 200,122", true),
      recoloured(main, darker(main.colour, 0.5)),
      "none",
    );
    sketch.line(path([200, 122], [200, hem + 2]), second.colour, 6);
  } else {
    sketch.part(poly([160, 92], [200, 190], [176, 204], [140, 110]), main, "lit");
    sketch.part(poly([240, 92], [200, 190], [224, 204], [260, 110]), main, "soft");
    sketch.line(path([200, 190], [200, hem + 2]), darker(main.colour, 0.45), 3);
    for (const y of [220, 266, 312])
      sketch.part(oval(212, y, 7), recoloured(second, darker(second.colour, 0.1)), "ball");
  }
  for (const way of [-1, 1])
    sketch.part(
      poly(
        [200 + way * 30, 300],
        [200 + way * 70, 290],
        [200 + way * 70, 302],
        [200 + way * 30, 312],
      ),
      main,
      "top",
    );
};

function under(sketch: Sketch, hem = 410): void {
  sketch.shadow(204, hem + 4, 96, 16);
}

function torso(hem: number): string {
  return `M146 102C160 94 240 94 254 102L284 122C278 190 278 300 282 ${hem}Q200 ${hem + 12} 118 ${hem}C122 300 122 190 116 122z`;
}

function sleeves(sketch: Sketch, cloth: Look["main"], end: number, cuff: number): void {
  const spread = end > 300 ? 34 : 52;
  for (const way of [-1, 1]) {
    const x = (offset: number): number => 200 + way * offset;
    sketch.part(
      poly(
        [x(58), 104],
        [x(84), 122],
        [x(96 + spread), end - 14],
        [x(96 + spread - cuff), end],
        [x(76), 200],
      ),
      cloth,
      "side",
    );
    if (end > 300)
      sketch.line(
        path([x(95 + spread), end - 24], [x(97 + spread - cuff), end - 12]),
        darker(cloth.colour, 0.35),
        3,
        0.5,
      );
  }
}

function ribs(
  sketch: Sketch,
  look: Look,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  sketch.part(
    box(x, y, width, height, 6),
    recoloured(look.main, darker(look.main.colour, 0.08)),
    "side",
  );
  for (let rib = 1; rib < width / 9; rib++)
    sketch.line(
      path([x + rib * 9, y + 3], [x + rib * 9, y + height - 3]),
      darker(look.main.colour, 0.45),
      2,
      0.35,
    );
}

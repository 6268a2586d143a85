/** @file Shoes seen from the side, the toe to the right. The second surface is the sole. */
import { darker, lighter } from "./colour-maths.js";
import type { Form } from "./look.js";
import { has, recoloured, smooth } from "./look.js";
import { box, curve, oval, pairs, path } from "./shapes.js";
import type { Sketch } from "./sketch.js";

/** A trainer with laces and a side mark of no known maker. */
export const sneaker: Form = (sketch, look) => {
  const { main } = look;
  pair(sketch, () => {
    const high = has(look, "high");
    if (high)
      sketch.part(
        "M66 286C64 230 70 190 80 168L160 162C166 200 176 226 200 250V330H70z",
        main,
        "soft",
      );
    sketch.part(
      "M62 378C54 330 62 286 74 244L158 236C176 268 214 292 268 306C318 316 346 340 346 378z",
      main,
      "soft",
    );
    sketch.part(
      "M250 302C318 314 348 340 346 380H262C282 352 276 322 250 302z",
      recoloured(main, lighter(main.colour, 0.12)),
      "ball",
    );
    sketch.part(
      "M62 378C56 336 62 296 70 262L104 262C112 300 108 340 110 378z",
      recoloured(main, main.accent),
      "side",
    );
    sketch.part(
      "M146 372C170 340 190 318 214 300L232 306C214 330 196 352 182 374z",
      recoloured(main, main.accent),
      "soft",
    );
    for (let lace = 0; lace < 5; lace++)
      sketch.line(
        path(
          [156 + lace * 20, 262 + lace * 11 - (lace === 0 ? 4 : 0)],
          [180 + lace * 20, 250 + lace * 12],
        ),
        "#fbf7ef",
        7,
      );
    sketch.part(
      "M54 372H350C356 392 352 410 340 412H66C54 410 50 392 54 372z",
      recoloured(look.second, "#f4f0e8"),
      "top",
    );
    sketch.line(path([58, 400], [346, 400]), darker(look.second.colour, 0.1), 4, 0.6);
  });
};

/** An ankle, work or hiking boot. */
export const boot: Form = (sketch, look) => {
  const { main, second } = look;
  pair(sketch, () => {
    const tall = has(look, "shaft", "tall") ? 110 : 176;
    sketch.part(
      `M80 ${tall}H186C188 200 190 250 206 278C250 296 318 304 340 344V378H76C70 330 84 240 80 ${tall}z`,
      main,
      "soft",
    );
    sketch.part(
      "M232 292C296 302 334 318 342 350V378H262C266 340 256 310 232 292z",
      recoloured(main, darker(main.colour, 0.08)),
      "ball",
    );
    if (has(look, "closure", "chelsea")) {
      sketch.part(
        `M116 ${tall + 2}L150 ${tall + 2}L142 300L126 300z`,
        smooth(darker(main.colour, 0.5), "weave"),
        "side",
      );
      sketch.line(`M82 ${tall}v-14q8-8 14 0v14`, darker(main.colour, 0.3), 4);
    } else {
      for (let row = 0; row < 6; row++) {
        const y = tall + 16 + row * ((270 - tall) / 6);
        sketch.line(
          path([156 + row * 3, y], [196 + row * 6, y + 6]),
          row % 2 === 0 ? "#e4c67d" : "#d6b566",
          6,
        );
      }
    }
    if (has(look, "lined"))
      sketch.part(box(72, tall - 16, 122, 30, 14), smooth("#f1e6d2", "plush"), "round");
    sketch.seam("M96 340C150 352 210 344 240 300", lighter(main.colour, 0.5));
    sketch.part(
      "M66 374H348C354 388 350 398 344 398H150L146 416H70C62 404 62 388 66 374z",
      second,
      "top",
    );
    for (let lug = 0; lug < 10; lug++)
      sketch.line(
        path([166 + lug * 18, 396], [162 + lug * 18, 404]),
        darker(second.colour, 0.4),
        6,
      );
  });
};

/** A rubber boot. */
export const rainBoot: Form = (sketch, look) => {
  const { main } = look;
  pair(sketch, () => {
    sketch.part(
      "M92 108H206C204 190 202 246 216 290C262 304 332 316 338 362V384H88C80 320 96 220 92 108z",
      main,
      "round",
    );
    sketch.part(box(86, 98, 126, 24, 8), recoloured(main, main.accent), "round");
    sketch.part(
      "M78 380H344C350 396 346 412 338 412H86C76 410 74 394 78 380z",
      recoloured(main, main.accent),
      "top",
    );
    sketch.fill(curve("118,140 130,140 128,250 116,300", true), "#ffffff", 0.5);
    sketch.fill(curve("270,320 310,336 318,352 280,336", true), "#ffffff", 0.5);
  });
};

/** A sandal with straps over a footbed. */
export const sandal: Form = (sketch, look) => {
  const { main } = look;
  pair(sketch, () => {
    const cork = smooth("#c79b6b", "cork");
    sketch.part(
      "M60 360C110 344 150 352 200 366C250 378 312 366 344 372C354 384 350 398 340 400H70C54 394 52 376 60 360z",
      cork,
      "top",
    );
    sketch.part(
      "M58 392H346C352 402 348 412 338 412H72C60 412 54 402 58 392z",
      smooth("#3b332e"),
      "top",
    );
    sketch.part(
      "M226 372C226 320 250 290 284 298C318 308 330 340 328 372C296 362 260 364 226 372z",
      main,
      "ball",
    );
    sketch.part(
      "M130 356C134 308 152 282 178 282C206 286 218 326 216 368C190 366 160 358 130 356z",
      main,
      "ball",
    );
    if (has(look, "strap")) {
      sketch.part(
        "M64 360C60 320 72 290 92 282C120 274 150 288 166 300L160 318C136 304 112 304 100 314C88 324 84 342 88 352z",
        main,
        "soft",
      );
    }
    for (const [x, y] of pairs("284,320 178,312"))
      sketch.line(box(x - 12, y - 10, 24, 20, 4), "#c9a558", 5);
  });
};

/** A loafer or slipper with a low cut. */
export const loafer: Form = (sketch, look) => {
  const { main, second } = look;
  pair(sketch, () => {
    const warm = has(look, "lined");
    sketch.part(
      "M64 380C56 340 62 306 76 288C110 300 150 306 186 296C240 300 330 316 346 362V384H66z",
      main,
      "soft",
    );
    sketch.part(
      "M76 290C112 330 168 328 200 296C170 312 116 312 76 290z",
      recoloured(main, darker(main.colour, 0.55)),
      "none",
    );
    sketch.part(
      "M204 298C262 306 330 322 342 360C290 352 240 350 196 330z",
      recoloured(main, lighter(main.colour, 0.05)),
      "ball",
    );
    if (warm)
      for (let tuft = 0; tuft < 9; tuft++)
        sketch.part(
          oval(78 + tuft * 15, 292 + Math.sin(tuft / 2.6) * 12, 13),
          smooth("#f3ead8", "plush"),
          "ball",
        );
    else {
      sketch.part(
        "M190 296C210 288 226 296 238 304L222 336C206 334 196 330 184 322z",
        recoloured(main, darker(main.colour, 0.15)),
        "soft",
      );
      sketch.seam("M206 300C270 308 324 324 336 352", lighter(main.colour, 0.55));
    }
    sketch.part(
      "M58 378H350C354 394 350 402 342 402H140L138 414H66C56 404 54 390 58 378z",
      second,
      "top",
    );
  });
};

/** A shoe with a heel: pump or block. */
export const heel: Form = (sketch, look) => {
  const { main } = look;
  pair(sketch, () => {
    const block = has(look, "heel", "block");
    const stem = block
      ? "M74 330L136 344L124 412H80z"
      : "M74 330L124 342C104 366 96 392 94 412H82C82 384 78 352 74 330z";
    sketch.part(stem, recoloured(main, darker(main.colour, 0.3)), "round");
    sketch.part(
      "M74 248C60 280 62 314 74 336C116 350 150 352 186 378C222 402 270 412 336 412C352 412 358 402 348 388C326 360 284 350 246 344C196 336 132 296 106 258C96 244 80 240 74 248z",
      main,
      "soft",
    );
    sketch.part(
      "M78 252C98 298 166 336 244 346C196 356 134 340 102 310C84 292 76 270 78 252z",
      recoloured(main, darker(main.colour, 0.5)),
      "none",
    );
    sketch.fill(curve("280,362 314,374 332,392 304,382", true), "#ffffff", 0.35);
    if (has(look, "strap")) {
      sketch.line("M122 322C140 268 200 262 214 340", darker(main.colour, 0.12), 10);
      sketch.part(box(186, 284, 16, 14, 3), smooth("#c9a558", "metal"), "top");
    }
  });
};

/** The shoe, and its twin a little behind it. */
function pair(sketch: Sketch, draw: () => void): void {
  sketch.shadow(206, 416, 160, 13);
  sketch.moved("translate(66 6) scale(.86)", draw);
  sketch.moved("translate(2 8) scale(.97)", draw);
}

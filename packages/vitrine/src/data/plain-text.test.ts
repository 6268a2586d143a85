import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { plainText } from "./plain-text.js";

describe("plainText", () => {
  it.each([
    [
      "parts the words of blocks and lets inline elements be",
      "<p>Oak</p><p>Table<br>with <b>W</b>ings</p>",
      "Oak Table with Wings",
    ],
    [
      "drops what scripts and styles hold",
      "a<script>var x = '<p>'</script><style>p{}</style>b",
      "ab",
    ],
    ["drops comments", "a<!-- <b>hidden</b> -->b", "a b"],
    [
      "keeps what only looks like a tag",
      "if x <y and z> w, 5 < 6 > 4",
      "if x <y and z> w, 5 < 6 > 4",
    ],
    ["drops a tag that a feed has cut off", 'Solid oak. <a href="https://exam', "Solid oak."],
    [
      "decodes entities however often they were encoded",
      "M&amp;amp;M&#39;s &Nbsp;&eacute;&#x20AC;",
      "M&M's é€",
    ],
    [
      "takes out markup that was encoded as text",
      "&lt;p&gt;Soft&lt;/p&gt;&lt;p&gt;warm&lt;/p&gt;",
      "Soft warm",
    ],
    ["does not decode what lacks its semicolon", "Black&notebook, R&D", "Black&notebook, R&D"],
    [
      "keeps decimals and version numbers",
      "2.36 x 7.87, v1.2.3, 3.0.1-beta",
      "2.36 x 7.87, v1.2.3, 3.0.1-beta",
    ],
    [
      "keeps fractions, powers and inches what they are",
      "2½″ x ¾′, 10² cm², 10<sup>5</sup>",
      "2 1/2\" x 3/4', 10^2 cm2, 10 5",
    ],
    [
      "gives compatibility characters their usual form",
      "ﬁne ㎏ ＡＢＣ １２．５㎝ ①",
      "fine kg ABC 12.5cm 1",
    ],
    [
      "keeps trade marks apart from the name and accents that stand alone",
      "Acme™ Levi´s ¨",
      "Acme™ Levi's ¨",
    ],
    [
      "writes CJK punctuation plainly and with space",
      "【Sturdy】Made。Next：red，blue、green",
      "[Sturdy] Made. Next: red, blue, green",
    ],
    ["adds no space between digits", "１６：９，１，２９９", "16:9,1,299"],
    [
      "takes out zero-width and control characters",
      "a\u200bb\u00ad\ufeffc\u009dd \u200d e",
      "abcd e",
    ],
    [
      "keeps the joiners that spell Persian and build emoji",
      "می\u200cخواهم 👩\u200d👧",
      "می\u200cخواهم 👩\u200d👧",
    ],
    ["takes out half a surrogate pair", "a\ud800b", "ab"],
    ["collapses white space of every kind", " a\u00a0\u3000\t\r\n b ", "a b"],
  ])("%s", (_behaviour, given, expected) => {
    expect(plainText(given)).toBe(expected);
  });

  it("changes nothing when it is applied again", () => {
    const piece = fc.oneof(
      fc.constantFrom(
        "<p>",
        "</p>",
        "<br",
        ">",
        "&amp;",
        "&lt;",
        "&gt;",
        "lt;",
        "&",
        "½",
        "²",
        "³",
        "1",
        " ",
        "，",
        "（",
        "´",
        "™",
        "﹤",
        "＜",
        "b＞",
        "\u200d",
        "\u200b",
        "ﷺ",
        "ﾞ",
        "か",
        "\u0301",
      ),
      fc.string({ unit: "grapheme", maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 10 }), (pieces) => {
        const once = plainText(pieces.join(""));
        expect(plainText(once)).toBe(once);
        expect(once).toBe(once.trim());
        expect(once).not.toMatch(/\s\s|[^\S ]/);
      }),
      { seed: 1, numRuns: 3000 },
    );
  });

  it("turns no character into a loose accent behind a space", () => {
    for (let code = 0x80; code < 0x10000; code++) {
      if (code >= 0xd800 && code < 0xe000) continue;
      const character = String.fromCharCode(code);
      expect(plainText(`a${character}b`), `U+${code.toString(16)}`).not.toMatch(/ \p{M}/u);
    }
  });

  it("leaves every number of a text as it was", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 5 }),
        (numbers) => {
          const text = numbers.join(" ");
          expect(plainText(`<div>${numbers.join("</div><div>")}</div>`)).toBe(text);
        },
      ),
      { seed: 1 },
    );
  });

  it("stays fast on long hostile text", () => {
    for (const hostile of [
      "<".repeat(50_000),
      "&amp;".repeat(20_000),
      " a".repeat(50_000),
      "<a ".repeat(20_000),
    ]) {
      expect(plainText(hostile).length).toBeLessThanOrEqual(hostile.length);
    }
  });
});

/**
 * @file Makes plain, searchable text out of what shops put into text fields.
 *
 * Markup goes, entities are decoded however often they were encoded, characters take
 * their usual form (Unicode NFKC), invisible ones go, CJK punctuation becomes plain,
 * white space collapses. Nothing that is said changes: decimals and versions keep
 * their points, `2½″` becomes `2 1/2"` (NFKC alone makes `21⁄2` of it), `10²` becomes
 * `10^2`, and an apostrophe typed as an accent stays an apostrophe. Cleaning twice
 * changes nothing more. O(n).
 */
import { decodeHTMLStrict } from "entities";

import { stripMarkup } from "./markup.js";

/** Most rounds of unwrapping; real texts need three. */
const maxRounds = 12;

/** Text that is clean already: printable ASCII without markup, entities or runs of spaces. */
const alreadyPlain = /^(?:[!-%'-;=?-~>](?: ?[!-%'-;=?-~>])*)?$/;

/**
 * Cleans a text.
 *
 * @returns One line without surrounding white space; empty when nothing readable is left.
 *
 * @example
 * plainText("<p>Oak&amp;nbsp;table</p><p>2½″ legs，v1.2.3</p>"); // "Oak table 2 1/2\" legs, v1.2.3"
 */
export function plainText(text: string): string {
  if (text.length < 10_000 && alreadyPlain.test(text)) return text;
  let cleaned = text;
  for (let round = 0; round < maxRounds; round++) {
    const before = cleaned;
    cleaned = plainCharacters(decodeEntities(stripMarkup(cleaned)))
      .replace(/\s+/g, " ")
      .trim();
    if (cleaned === before) break;
  }
  return cleaned;
}

/** Decodes entities that end in a semicolon; without one, `Black&notebook` would lose its `&not`. */
function decodeEntities(text: string): string {
  if (!text.includes("&")) return text;
  return decodeHTMLStrict(text.replace(capitalisedEntity, (entity) => entity.toLowerCase()));
}

/** Exports that capitalise every word write `&Nbsp;` and `&Amp;`. */
const capitalisedEntity =
  /&(?:nbsp|amp|lt|gt|quot|apos|trade|reg|copy|bull|middot|hellip|ndash|mdash|[lr][sd]quo|deg|times|frac1[24]|frac34|eacute|egrave);/gi;

/** The character rules alone, for text that is known to hold no markup. */
function plainCharacters(text: string): string {
  if (/^[ -~\s]*$/.test(text)) return text;
  const prepared = text
    .replace(/\p{Surrogate}/gu, "")
    .replace(/\u0085/g, " ")
    .replace(invisible, "")
    .replace(strayJoiner, "")
    .replace(cjkPunctuation, spaceLikeLatin)
    .replace(/´|\u0384|\u2032|\u2035/g, "'")
    .replace(/[\u2033\u2036]/g, '"')
    .replace(/(?<=\d)(?=[¼½¾⅐-⅟↉])/g, " ")
    .replace(/(?<=\d)(?=[⁰¹²³⁴-⁹])/g, "^");
  return prepared
    .split(keptAsTheyAre)
    .map((part, index) => (index % 2 === 1 ? part : part.normalize("NFKC")))
    .join("")
    .replace(/⁄/g, "/");
}

/** Controls, soft hyphens, zero-width and direction marks: they part or join nothing that a reader sees. */
const invisible =
  /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]/g;

/** Zero-width joiners spell words in Arabic and Indic scripts and build emoji; elsewhere they are dirt. */
const joining =
  "\\p{M}\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Mongolian}\\p{Script=Devanagari}\\p{Script=Bengali}\\p{Script=Gurmukhi}\\p{Script=Gujarati}\\p{Script=Oriya}\\p{Script=Tamil}\\p{Script=Telugu}\\p{Script=Kannada}\\p{Script=Malayalam}\\p{Script=Sinhala}\\p{Script=Khmer}\\p{Script=Myanmar}\\p{Extended_Pictographic}\\u{1f3fb}-\\u{1f3ff}\\u2640\\u2642\\u{fe0f}";
const strayJoiner = new RegExp(
  `(?<![${joining}])[\\u200c\\u200d]|[\\u200c\\u200d](?![${joining}])`,
  "gu",
);

/**
 * Signs that NFKC would turn into a space and a loose accent (¨ ¯ ¸ ˜ …), and the
 * trade marks, which it would write as letters at the end of the brand's name.
 */
const keptAsTheyAre =
  /([\u00a8\u00af\u00b8\u02d8-\u02dd\u037a\u0385\u1fbd\u1fbf-\u1fc1\u1fcd-\u1fcf\u1fdd-\u1fdf\u1fed\u1fee\u1ffd\u1ffe\u2017\u203e\u309b\u309c\ufc5e-\ufc63\ufdfa\ufdfb\ufe49-\ufe4c\ufe70-\ufe7f\uffe3\u2120\u2122]+)/;

/** Full-width punctuation and what a Latin text writes instead. */
const plainPunctuation: Readonly<Record<string, string>> = {
  "，": ",",
  "、": ",",
  "､": ",",
  "。": ".",
  "｡": ".",
  "．": ".",
  "：": ":",
  "；": ";",
  "！": "!",
  "？": "?",
  "（": "(",
  "）": ")",
  "【": "[",
  "】": "]",
  "〔": "[",
  "〕": "]",
  "［": "[",
  "］": "]",
  "「": '"',
  "」": '"',
  "『": '"',
  "』": '"',
  "《": '"',
  "》": '"',
  "〈": '"',
  "〉": '"',
  "〝": '"',
  "〞": '"',
  "〟": '"',
  "～": "~",
  "〜": "~",
};
const cjkPunctuation = new RegExp(`[${Object.keys(plainPunctuation).join("")}]`, "g");
const opening = new Set(["（", "【", "〔", "［", "「", "『", "《", "〈", "〝"]);
const spaceless = new Set(["～", "〜"]);

/** Full-width signs bring their own space, plain ones need one, except between digits (`１６：９`). */
function spaceLikeLatin(sign: string, offset: number, text: string): string {
  const plain = plainPunctuation[sign] ?? sign;
  const before = text.slice(0, offset);
  const after = text.slice(offset + 1);
  if (spaceless.has(sign) || (/\p{Nd}$/u.test(before) && /^\p{Nd}/u.test(after))) return plain;
  if (opening.has(sign)) return /[\p{L}\p{N}]$/u.test(before) ? ` ${plain}` : plain;
  return /^[\p{L}\p{N}]/u.test(after) ? `${plain} ` : plain;
}

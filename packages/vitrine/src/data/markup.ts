/**
 * @file Takes HTML markup out of a text and keeps its words apart.
 *
 * Only what is a known HTML element is markup: `x <y and z> w` loses nothing. Blocks,
 * cells and line breaks part words, inline elements do not (`<b>W</b>ord` is one word);
 * what scripts and styles hold is no text. O(n).
 */
import { Parser } from "htmlparser2";

/** Elements within which a word goes on. */
const inlineElements = new Set(
  "a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd label mark q s samp small span strike strong sub sup tt u var wbr".split(
    " ",
  ),
);

/** Elements whose content is not text. */
const silentElements = new Set(["script", "style", "template", "noembed", "noframes"]);

const blockElements =
  "address applet area article aside audio base basefont blockquote body br button canvas caption center col colgroup data datalist dd details dialog dir div dl dt embed fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe img input legend li link main map menu meta meter nav noscript object ol optgroup option output p param picture pre progress rp rt ruby search section select slot source summary svg table tbody td textarea tfoot th thead time title tr track ul video".split(
    " ",
  );

const knownElements = new Set([...inlineElements, ...silentElements, ...blockElements]);

/**
 * Removes the tags, comments and declarations of HTML. Entities stay as they are.
 *
 * @example
 * stripMarkup("<p>Oak</p><p>5 < 6 <b>t</b>able</p>").trim(); // "Oak  5 < 6 table"
 */
export function stripMarkup(text: string): string {
  const end = text.lastIndexOf(">") + 1;
  if (end === 0 || !text.includes("<")) return dropCutTag(text);
  const source = text.slice(0, end);
  const kept: string[] = [];
  let silent = 0;

  const parser = new Parser(
    {
      onopentag(name, _attributes, isImplied) {
        if (!knownElements.has(name)) keepSource(isImplied);
        else if (silentElements.has(name)) silent++;
        else part(name);
      },
      onclosetag(name, isImplied) {
        if (!knownElements.has(name)) keepSource(isImplied);
        else if (silentElements.has(name)) silent = Math.max(0, silent - 1);
        else part(name);
      },
      ontext(data) {
        if (silent === 0) kept.push(data);
      },
      oncomment() {
        kept.push(" ");
      },
    },
    { decodeEntities: false },
  );
  const keepSource = (isImplied: boolean): void => {
    if (!isImplied && silent === 0) kept.push(source.slice(parser.startIndex, parser.endIndex + 1));
  };
  const part = (name: string): void => {
    if (!inlineElements.has(name)) kept.push(" ");
    // 10<sup>5</sup> is not 105.
    else if ((name === "sup" || name === "sub") && /\d$/.test(kept.at(-1) ?? "")) kept.push(" ");
  };
  parser.end(source);
  return kept.join("") + dropCutTag(text.slice(end));
}

/** Feeds cut descriptions at a length, now and then inside a tag: `… <a href="htt`. */
function dropCutTag(text: string): string {
  const cut = /<\/?([a-z][a-z0-9]*)(?=[\s/][^<>]*$)/i.exec(text);
  return cut !== null && knownElements.has((cut[1] ?? "").toLowerCase())
    ? text.slice(0, cut.index)
    : text;
}

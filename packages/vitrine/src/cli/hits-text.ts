/** @file Found products as lines of text. */
import type { HitExplanation, SearchAnswer, SearchHit } from "../engine/search-products.js";
import { shorten } from "./shorten.js";
import { headLines, pricesLine } from "./understood-text.js";

/** How wide the lines may be and whether they are coloured. */
export interface TextStyle {
  readonly colour: boolean;
  readonly width: number;
}

/** One block of lines for an answer: the hits, or what is nearest when there are none. */
export function hitsToText(answer: SearchAnswer, style: TextStyle): string {
  const dim = (text: string): string => (style.colour ? `\u001b[2m${text}\u001b[0m` : text);
  const lines = headLines(answer);
  if (answer.hits.length === 0) {
    lines.push(
      answer.offset > 0 && answer.total > 0
        ? `No hit after the first ${answer.offset}; ${answer.total} in all.`
        : "Nothing found.",
    );
    if (answer.nearest !== undefined) {
      const isEmpty = answer.nearest.hits.length === 0;
      lines.push(isEmpty ? `(${answer.nearest.reached})` : `Nearest (${answer.nearest.reached}):`);
      answer.nearest.hits.forEach((hit, index) =>
        lines.push(...hitLines(hit, index + 1, style, dim)),
      );
    }
  } else {
    answer.hits.forEach((hit, index) =>
      lines.push(...hitLines(hit, answer.offset + index + 1, style, dim)),
    );
    const last = answer.offset + answer.hits.length;
    lines.push(dim(`${answer.offset + 1}–${last} of ${answer.total}`));
  }
  for (const facet of answer.facets ?? []) {
    const counts = facet.values.slice(0, 8).map(({ value, count }) => `${value} (${count})`);
    lines.push(`${facet.field}: ${counts.join(" · ")}`);
  }
  if (answer.prices !== undefined) lines.push(pricesLine(answer.prices));
  return lines.join("\n");
}

function hitLines(
  hit: SearchHit,
  position: number,
  style: TextStyle,
  dim: (text: string) => string,
): string[] {
  const price =
    hit.price === undefined
      ? "price not given"
      : `${hit.price.toFixed(2)}${hit.currency === undefined ? "" : ` ${hit.currency}`}`;
  const variants = hit.variants ?? 0;
  const badges = [
    ...(hit.rule === undefined ? [] : [`[${hit.rule.effect} by rule ${hit.rule.rule}]`]),
    ...(variants === 0 ? [] : [`+${variants} ${variants === 1 ? "variant" : "variants"}`]),
  ];
  const facts = [hit.brand, hit.categoryPath.at(-1), price].filter((fact) => fact !== undefined);
  const head = `${String(position).padStart(3)}  ${hit.score.toFixed(3)}  `;
  const room = Math.max(20, style.width - head.length);
  const indent = " ".repeat(head.length);
  return [
    head + shorten(hit.title, room),
    indent + dim(shorten([...facts, hit.id, ...badges].join(" · "), room)),
    ...(hit.explanation === undefined
      ? []
      : explanationLines(hit.explanation).map((line) => indent + dim(shorten(line, room)))),
  ];
}

/** What made a hit, a line for its words and one for its sources. */
export function explanationLines(explanation: HitExplanation): string[] {
  const terms = explanation.terms.map(
    ({ term, queryTerm, weight }) =>
      `${term}${term.startsWith(queryTerm.slice(0, -2)) ? "" : ` (for ${queryTerm})`} ${weight.toFixed(2)}`,
  );
  const sources = explanation.sources.map(
    ({ name, rank, score }) => `${name} ${score.toFixed(3)}${rank === null ? "" : ` (#${rank})`}`,
  );
  return [
    ...(terms.length > 0 ? [`words: ${terms.join(" · ")}`] : []),
    `sources: ${sources.join(" · ")}`,
  ];
}

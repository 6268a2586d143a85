/** @file What was read in a query, corrected and paid for diversity, as lines above the hits. */
import type { SearchAnswer } from "../engine/search-products.js";

/** How many blocks the tallest bar of the price plot has. */
const BARS = "▁▂▃▄▅▆▇█";

/** Lines above the hits; none for a query that was taken as it stands. */
export function headLines(answer: SearchAnswer): string[] {
  const { query, corrected, didYouMean, understood, diversity } = answer;
  return [
    ...(corrected === undefined
      ? []
      : [
          `Showing results for "${corrected.to}"; search instead for "${corrected.from}" with --no-correct.`,
        ]),
    ...(didYouMean === undefined || didYouMean === query ? [] : [`Did you mean "${didYouMean}"?`]),
    ...(understood.length === 0
      ? []
      : [`Understood: ${understood.map(chipOf).join("  ")}  (take back with --literal TEXT)`]),
    ...(diversity === undefined ? [] : [diversityLine(diversity)]),
  ];
}

type Understood = SearchAnswer["understood"][number];

/** `[red → colour=red]`; a limit that was given up is said to be. */
function chipOf({ text, filter, use, applied }: Understood): string {
  const meaning = { filter: "only", exclude: "without", boost: "rather" }[use];
  return `[${text} → ${meaning} ${filter}${applied ? "" : ", given up: nothing would be left"}]`;
}

function diversityLine({ relevance, similarity }: NonNullable<SearchAnswer["diversity"]>): string {
  const change = (of: { readonly before: number; readonly after: number }): string =>
    `${of.before.toFixed(2)} → ${of.after.toFixed(2)}`;
  return `Diversity: likeness on the page ${change(similarity)}, at the cost of relevance ${change(relevance)}.`;
}

/** The prices as a line of bars, with their ends. */
export function pricesLine({
  bins,
  minimum,
  median,
  maximum,
  currency,
  missing,
}: NonNullable<SearchAnswer["prices"]>): string {
  const most = Math.max(...bins.map(({ count }) => count));
  const bars = bins.map(({ count }) =>
    count === 0 ? " " : BARS[Math.ceil((count / most) * BARS.length) - 1]!,
  );
  const unit = currency === undefined ? "" : ` ${currency}`;
  const without = missing === 0 ? "" : `; ${missing} without`;
  return `price: ${bins[0]?.from ?? minimum} |${bars.join("")}| ${bins.at(-1)?.to ?? maximum}${unit} (median ${median}${without})`;
}

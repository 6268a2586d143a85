/** @file Prints a data report for terminals: aligned columns with small bars. Control characters of the data are never printed. */
import type { Quantiles } from "../../data/profile-numbers.js";
import type { PriceProfile } from "../../data/profile-prices.js";
import { formatCount } from "../../evaluation/number-format.js";
import {
  attributeRows,
  categoryRows,
  currencyOf,
  factsOf,
  fieldRows,
  formatPrice,
  formatShare,
  languageRows,
  priceRemarks,
  STATUS_WORDS,
  titleOf,
} from "./data-report-facts.js";
import type { ShareRow } from "./data-report-facts.js";
import type { DataReport } from "./report-data.js";

export interface DataReportTextOptions {
  /** Characters in a line; at least 60 are used. */
  readonly width: number;
  /** Whether escape codes for bold and dim may be used. */
  readonly colour: boolean;
}

const BAR = 20;
const NAME = 24;
const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
const LEVELS = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
const MARKS = { ready: "+", partly: "~", missing: "-" } as const;

/** @returns Text that ends without a line feed. */
export function dataReportToText(report: DataReport, options: DataReportTextOptions): string {
  const { profile, source } = report;
  const style = styles(options.colour);
  const width = Math.max(60, options.width);
  const section = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ["", style.bold(title), ...lines];
  const attributes = attributeRows(profile);
  const categories = categoryRows(profile);
  const problems = source.kind === "file" ? source.problems.slice(0, 5) : [];
  return [
    style.bold(printable(titleOf(report))),
    ...factsOf(report).map(({ value, label }) => `${printable(value).padStart(10)}  ${label}`),
    ...section(
      "Rows that can not be read, the first",
      problems.map(({ line, column, got, why }) =>
        cut(
          `  line ${line}${column === "" ? "" : `, column ${printable(column)}`}: got ${printable(JSON.stringify(got))}: ${printable(why)}`,
          width,
        ),
      ),
    ),
    ...section("Products that have", shareLines(fieldRows(profile))),
    ...section("Attributes", [
      ...shareLines(attributes.rows, ({ kind, distinct }) =>
        style.dim(`${kind}, ${distinct >= 1000 ? "1,000 or more" : distinct} values`),
      ),
      ...andMore(attributes.more),
    ]),
    ...section(["Categories", ...categories.below.map(printable)].join(" > "), [
      ...shareLines(categories.rows),
      ...andMore(categories.more),
      ...(categories.rows.length === 0
        ? []
        : [
            style.dim(
              `  ${profile.categories.leaves} without parts, up to ${profile.categories.depth} levels deep`,
            ),
          ]),
    ]),
    ...section("Prices", profile.prices.flatMap(priceLines)),
    ...section("Lengths in characters", [
      ...quantileLine("title", profile.titleLength),
      ...quantileLine("description", profile.descriptionLength),
    ]),
    ...section(
      `Languages of ${formatCount(profile.languages.sampled)} products`,
      shareLines(languageRows(profile)),
    ),
    ...section(
      "What the data is enough for",
      report.readiness.flatMap(({ ability, status, because, remedy }) => [
        `${MARKS[status]} ${ability.padEnd(NAME + 8)} ${STATUS_WORDS[status]}`,
        ...wrap(`${because}.${remedy === undefined ? "" : ` ${remedy}`}`, width - 4).map((line) =>
          style.dim(`    ${line}`),
        ),
      ]),
    ),
  ].join("\n");
}

/** A name, a number, a share and its bar in each line. */
function shareLines<Row extends ShareRow>(
  rows: readonly Row[],
  remark: (row: Row) => string = () => "",
): string[] {
  return rows.map((row) =>
    `  ${cut(printable(row.name), NAME).padEnd(NAME)} ${formatCount(row.products).padStart(9)} ${formatShare(row.share).padStart(6)}  ${bar(row.share).padEnd(BAR)} ${remark(row)}`.trimEnd(),
  );
}

function bar(share: number): string {
  const eighths = Math.round(share * BAR * 8);
  const shown = eighths === 0 && share > 0 ? 1 : eighths;
  return "█".repeat(Math.floor(shown / 8)) + EIGHTHS[shown % 8]!;
}

function priceLines(price: PriceProfile): string[] {
  const most = Math.max(...price.histogram.map(({ count }) => count), 1);
  const columns = price.histogram
    .map(({ count }) => (count === 0 ? " " : LEVELS[Math.ceil((count / most) * 8) - 1]!))
    .join("");
  const [first, last] = [price.histogram[0], price.histogram.at(-1)];
  return [
    `  ${printable(currencyOf(price))}: ${formatCount(price.count)} prices, half of them from ${formatPrice(price.q1)} to ${formatPrice(price.q3)}, median ${formatPrice(price.median)}`,
    ...(first === undefined || last === undefined
      ? []
      : [`  ${formatPrice(first.from)} |${columns}| ${formatPrice(last.to)}`]),
    ...priceRemarks(price).map((remark) => `  ${remark}`),
  ];
}

function quantileLine(name: string, quantiles: Quantiles | undefined): string[] {
  if (quantiles === undefined) return [];
  const { min, q1, median, q3, max } = quantiles;
  const whole = (value: number): string => formatCount(Math.round(value));
  return [
    `  ${name.padEnd(NAME)} median ${whole(median)}, half from ${whole(q1)} to ${whole(q3)}, all from ${whole(min)} to ${whole(max)}`,
  ];
}

function andMore(count: number): string[] {
  return count > 0 ? [`  and ${formatCount(count)} more`] : [];
}

function styles(colour: boolean): { bold(text: string): string; dim(text: string): string } {
  const wrapped =
    (code: number) =>
    (text: string): string =>
      colour ? `\u001B[${code}m${text}\u001B[22m` : text;
  return { bold: wrapped(1), dim: wrapped(2) };
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  return lines;
}

/** Keeps control characters and direction marks of the data from acting on the terminal. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "\uFFFD");
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

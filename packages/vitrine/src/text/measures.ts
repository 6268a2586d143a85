/**
 * @file Finds measures in a text: `20-inch`, `51 cm`, `6' 2"`, `1 1/2 in`, `5–10 kg`, `240 x 160 cm`, `pack of 6`.
 *
 * A number and a unit (measures-units.ts), the unit behind the number. Numbers of a range or
 * of dimensions share the unit that stands behind the last of them. A number that hangs on a
 * letter (`WH-1000`, `v2`) is a name and no measure; a text without digits costs one look.
 * `in` is a unit only where it can not be the preposition: `3 in 1` and `20 in black` are none.
 */
import type { MeasureDimension, MeasureUnit } from "./measures-units.js";
import { toMeasureUnit } from "./measures-units.js";

/** A measure and where it stands. */
export interface Measure {
  /** `text.slice(start, end)` is the measure as it is written. */
  readonly start: number;
  readonly end: number;
  readonly unit: MeasureUnit;
  /** In base units, above 0; the lower end where a range is named. */
  readonly minimum: number;
  /** In base units; equal to `minimum` where no range is named. */
  readonly maximum: number;
}

/** How far two measures may be apart and still be meant alike: 12 in are sold as 30 cm, 6 ft as 180 cm. */
export const MEASURE_TOLERANCE = 0.017;

/**
 * Finds the measures of a text, in its order.
 *
 * Measures of dimensions (`240 x 160 cm`) are several that share start and end.
 *
 * @example
 * parseMeasures("20-inch pan")[0]; // { start: 0, end: 7, minimum: 0.508, maximum: 0.508, unit: inch }
 */
export function parseMeasures(text: string): Measure[] {
  if (!/[\d½¼¾⅓⅔⅛⅜⅝⅞]/.test(text)) return [];
  const found: Measure[] = [];
  let group: Amount[] = [];
  for (const match of text.matchAll(NUMBER)) {
    const amount = toAmount(text, match);
    if (amount === undefined) {
      group = [];
      continue;
    }
    const previous = group.at(-1);
    const joint = previous === undefined ? undefined : text.slice(previous.end, amount.start);
    if (joint === undefined || !JOINT.test(joint)) group = [];
    group.push(amount);
    if (amount.unit === undefined) continue;
    found.push(...close(group, text));
    group = [];
  }
  found.push(...packsOf(text));
  return joinCompounds(found, text).sort((a, b) => a.start - b.start);
}

/** Whether two measures mean the same to a shopper: one dimension, ranges that come within the tolerance. */
export function measuresAgree(a: Measure, b: Measure): boolean {
  if (a.unit.dimension !== b.unit.dimension) return false;
  const slack = isExact(a.unit.dimension) ? 1e-9 : MEASURE_TOLERANCE;
  return a.minimum <= b.maximum * (1 + slack) && b.minimum <= a.maximum * (1 + slack);
}

/** Whether a dimension is counted or rated rather than converted, so that near is not alike. */
export function isExact(dimension: MeasureDimension): boolean {
  return ["count", "storage", "charge", "voltage", "power"].includes(dimension);
}

interface Amount {
  readonly start: number;
  readonly value: number;
  /** Behind the unit where there is one. */
  readonly end: number;
  readonly unit: MeasureUnit | undefined;
}

const VULGAR: Readonly<Record<string, number>> = {
  "½": 1 / 2,
  "¼": 1 / 4,
  "¾": 3 / 4,
  "⅓": 1 / 3,
  "⅔": 2 / 3,
  "⅛": 1 / 8,
  "⅜": 3 / 8,
  "⅝": 5 / 8,
  "⅞": 7 / 8,
};
const SIGNS = "½¼¾⅓⅔⅛⅜⅝⅞";
// Digits that hang on letters are a model's name, but for the x between two of them.
const NUMBER = new RegExp(
  String.raw`(?:(?<![\p{L}\p{N}_]|\p{L}[-.]|\d[.,/])|(?<=\d(?:\p{L}{1,2}|["'″′])?\s?[x×]))(?:\d{1,4}[ -]\d{1,2}/\d{1,2}|\d{1,3}/\d{1,3}|\d+(?:[.,]\d+)*[${SIGNS}]?|[${SIGNS}])(?![\d${SIGNS}])`,
  "giu",
);
const JOINT = /^\s*(?:[-–—x×*]|by|to|bis|à|a|tot|au)\s*$/i;
const RANGE = /^\s*(?:[-–—]|to|bis|à|a|tot|au)\s*$/i;
const UNIT =
  /\s?[-‑]?\s?(?:((?:fl\.? ?oz|fluid ounces?|sq\.? ?ft|square (?:feet|foot|met(?:er|re)s?)|\p{L}+[²2]?)\.?)(?![\p{L}\p{N}]|[-']\p{L})|(\p{L}+)(?=[x×]\s?\d)|(''|["″”'′’])(?!\p{L}{2}))/uy;

function toAmount(text: string, match: RegExpExecArray): Amount | undefined {
  const start = match.index;
  const value = toNumber(match[0]);
  if (value === undefined || !(value > 0) || !Number.isFinite(value)) return undefined;
  const end = start + match[0].length;
  UNIT.lastIndex = end;
  const found = UNIT.exec(text);
  const spelling = found?.[1] ?? found?.[2] ?? found?.[3];
  const unit = spelling === undefined ? undefined : toMeasureUnit(spelling);
  if (found === null || unit === undefined || isOtherwise(text, start, end, found[0], unit)) {
    return { start, value, end, unit: undefined };
  }
  return { start, value, end: end + found[0].trimEnd().length, unit };
}

const PREPOSITION =
  /^\s+(?:\d|(?:an?|the|stock|total|one|this|our|your|my|all|each|colou?rs?|assorted|packs?|black|white|red|blue|green|gold|silver|pink|brown|gr[ae]y|beige|yellow|purple|orange)(?!\p{L}))/iu;

/** Whether what looks like a unit is a preposition or the closing of a quotation. */
function isOtherwise(
  text: string,
  start: number,
  end: number,
  written: string,
  unit: MeasureUnit,
): boolean {
  if (unit.symbol === "in" && /^\s+in$/i.test(written)) {
    const before = text.slice(Math.max(0, start - 8), start);
    return (
      PREPOSITION.test(text.slice(end + written.length)) || /(?:size|set|pack|of)\s*$/i.test(before)
    );
  }
  const quote = /^["”'’]$/.exec(written)?.[0];
  if (quote === undefined) return /^\s.*["”'’]$/.test(written);
  const opening = quote === "”" ? '[“"]' : quote === "’" ? "[‘']" : quote;
  const openings = text.slice(0, start).match(new RegExp(`(?<![\\p{L}\\p{N}])${opening}`, "gu"));
  return (openings?.length ?? 0) % 2 === 1;
}

/** `1,299.5` and `1.299,5` both have a decimal mark; `1,299` groups, `1,5` and `1.299` do not. */
function toNumber(written: string): number | undefined {
  const fraction = /^(?:(\d+)[ -])?(\d+)\/(\d+)$/.exec(written);
  if (fraction !== null) {
    const [, whole = "0", above, below] = fraction;
    return Number(whole) + Number(above) / Number(below);
  }
  const sign = VULGAR[written.at(-1) ?? ""] ?? 0;
  const digits = sign === 0 ? written : written.slice(0, -1);
  if (digits === "") return sign;
  const marks = digits.match(/[.,]/g) ?? [];
  const mark = marks.at(-1);
  const tail = mark === undefined ? "" : digits.slice(digits.lastIndexOf(mark) + 1);
  const isDecimal =
    mark !== undefined &&
    (new Set(marks).size > 1 ||
      (marks.length === 1 && !(mark === "," && tail.length === 3 && !digits.startsWith("0"))));
  const whole = isDecimal ? digits.slice(0, digits.length - tail.length - 1) : digits;
  return Number(`${whole.replace(/\D/g, "")}.${isDecimal ? tail : "0"}`) + sign;
}

/** The measures of numbers that share the last one's unit. */
function close(group: readonly Amount[], text: string): Measure[] {
  const last = group.at(-1)!;
  const unit = last.unit!;
  const first = group[0]!;
  const [low, high] = group;
  const whole = { start: first.start, end: last.end, unit };
  if (
    group.length === 2 &&
    low !== undefined &&
    high !== undefined &&
    low.value < high.value &&
    RANGE.test(text.slice(low.end, high.start))
  ) {
    return [{ ...whole, minimum: low.value * unit.factor, maximum: high.value * unit.factor }];
  }
  const areSides = group
    .slice(1)
    .every(({ start }, at) => !RANGE.test(text.slice(group[at]!.end, start)));
  return (areSides ? group : [last]).map(({ start, value }) => ({
    ...whole,
    start: areSides ? first.start : start,
    minimum: value * unit.factor,
    maximum: value * unit.factor,
  }));
}

const PACK =
  /(?<![\p{L}\p{N}])(?:pack|set|lot|box|bundle|paquet|paquete|confezione|6er)\s+(?:of|de|da|di|van|von)\s+(\d{1,4})(?![\p{L}\p{N}.,])/giu;

function packsOf(text: string): Measure[] {
  const unit = toMeasureUnit("pack")!;
  return [...text.matchAll(PACK)].flatMap((match) => {
    const value = Number(match[1]);
    if (value === 0) return [];
    const { index: start } = match;
    return [{ start, end: start + match[0].length, unit, minimum: value, maximum: value }];
  });
}

/** `6 ft 2 in` and `5 lb 4 oz` are one measure each. */
function joinCompounds(measures: readonly Measure[], text: string): Measure[] {
  const joined: Measure[] = [];
  for (const measure of measures) {
    const before = joined.at(-1);
    const isRest =
      before !== undefined &&
      before.minimum === before.maximum &&
      measure.minimum === measure.maximum &&
      SMALLER[before.unit.symbol] === measure.unit.symbol &&
      measure.minimum < before.unit.factor &&
      /^\s*$/.test(text.slice(before.end, measure.start));
    if (!isRest) {
      joined.push(measure);
      continue;
    }
    const value = before.minimum + measure.minimum;
    joined[joined.length - 1] = { ...before, end: measure.end, minimum: value, maximum: value };
  }
  return joined;
}

const SMALLER: Readonly<Record<string, string>> = { ft: "in", lb: "oz" };

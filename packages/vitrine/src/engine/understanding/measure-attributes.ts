/**
 * @file Which attributes a measure can be meant of, and the conditions it puts on them.
 *
 * An attribute of numbers is measured in the unit its name ends in (`width_cm`); one of texts
 * in the unit of each value (`51 cm`). A measure is meant of those attributes of its dimension
 * that have such values; a word beside it (`wide`, `diameter`) narrows them down.
 */
import type { Filter } from "../../data/filter.js";
import { attributeField } from "../../data/filter.js";
import type { Measure } from "../../text/measures.js";
import { isExact, MEASURE_TOLERANCE, measuresAgree, parseMeasures } from "../../text/measures.js";
import type { MeasureUnit } from "../../text/measures-units.js";
import { toMeasureUnit, unitOfName } from "../../text/measures-units.js";
import { foldText } from "../../text/fold-text.js";
import type { AttributeScalar, QueryVocabulary } from "./query-vocabulary.js";

/** Finds the conditions that a measure puts. */
export interface MeasureAttributes {
  /**
   * @param minimum - In base units of the unit's dimension; `maximum` too.
   * @param sideWord - The folded word beside the measure, which may name an attribute.
   * @returns Any one of the lists; none when no product is measured so.
   */
  readonly conditions: (
    unit: MeasureUnit,
    minimum: number,
    maximum: number,
    sideWord: string | undefined,
  ) => Filter[][];
  /** Looks again at what attributes of these names say. O(their distinct values). */
  readonly renew: (names: Iterable<string>) => void;
}

interface Measured {
  readonly field: string;
  readonly unit: MeasureUnit;
  readonly numbers: { readonly minimum: number; readonly maximum: number } | undefined;
  readonly texts: readonly MeasuredText[];
}

interface MeasuredText {
  readonly value: string;
  readonly measure: Measure;
}

/**
 * Finds the attributes that measure.
 *
 * @param vocabulary - Follows the catalogue; `renew` reads it again.
 */
export function indexMeasureAttributes(vocabulary: QueryVocabulary): MeasureAttributes {
  const byName = new Map<string, readonly Measured[]>();
  const renew = (names: Iterable<string>): void => {
    for (const name of names) {
      byName.set(name, measuresOf(name, [...(vocabulary.attributes.get(name)?.keys() ?? [])]));
    }
  };
  renew(vocabulary.attributes.keys());
  return {
    renew,
    conditions(unit, minimum, maximum, sideWord) {
      const measured = [...byName.values()].flat();
      const alike = measured.filter((one) => one.unit.dimension === unit.dimension);
      const stems = sideWord === undefined ? undefined : SIDES.get(sideWord);
      const named =
        stems === undefined
          ? []
          : alike.filter(({ field }) => stems.some((stem) => foldText(field).includes(stem)));
      return (named.length > 0 ? named : alike).flatMap((one) =>
        conditionsOn(one, unit, minimum, maximum),
      );
    },
  };
}

function measuresOf(name: string, values: readonly AttributeScalar[]): Measured[] {
  const field = attributeField(name);
  const found: Measured[] = [];
  const numbers = values.filter((value) => typeof value === "number");
  const unit = unitOfName(name) ?? countUnitOf(name);
  if (unit !== undefined && numbers.length > 0) {
    const ends = numbers.reduce(
      (range, value) => ({
        minimum: Math.min(range.minimum, value),
        maximum: Math.max(range.maximum, value),
      }),
      { minimum: Infinity, maximum: -Infinity },
    );
    found.push({ field, unit, numbers: ends, texts: [] });
  }
  const texts = values.flatMap((value) => {
    const measure = typeof value === "string" ? wholeMeasure(value) : undefined;
    return measure === undefined ? [] : [{ value: value as string, measure }];
  });
  if (texts[0] !== undefined) {
    found.push({ field, unit: texts[0].measure.unit, numbers: undefined, texts });
  }
  return found;
}

/** Whether a word says which side of a thing is measured, so that it belongs to the measure. */
export function isSideWord(word: string): boolean {
  return SIDES.has(word) && !THINGS.includes(word);
}

/** Things that are measured across their screen; the word itself says what is wanted. */
const THINGS = ["screen", "display", "monitor", "tv", "laptop"];

const SIDES: ReadonlyMap<string, readonly string[]> = new Map(
  (
    [
      [
        "wide width breit breite large largeur ancho largo breed larghezza largura",
        "width breit largeur anch larghezza breed",
      ],
      [
        "tall high height hoch hohe haut hauteur alto alta altura altezza hoog hoogte",
        "height hoh haut alt hoog",
      ],
      [
        "deep depth tief tiefe profond profondeur profundo profundidad profondita diep diepte",
        "depth tief prof diep",
      ],
      [
        "long length lang lange longueur longitud lunghezza lengte comprimento",
        "length lang long lung leng compr",
      ],
      ["diameter across round durchmesser diametre diametro", "diam durchm"],
      [THINGS.join(" "), "inch screen display diag"],
    ] satisfies (readonly [words: string, stems: string])[]
  ).flatMap(([words, stems]) => words.split(" ").map((word) => [word, stems.split(" ")] as const)),
);

function conditionsOn(
  { field, unit, numbers, texts }: Measured,
  asked: MeasureUnit,
  minimum: number,
  maximum: number,
): Filter[][] {
  if (numbers === undefined) {
    const wanted = { start: 0, end: 0, unit: asked, minimum, maximum };
    const values = texts
      .filter(({ measure }) => measuresAgree(measure, wanted))
      .map(({ value }) => value)
      .slice(0, MAX_LISTED);
    if (values.length === 0) return [];
    return [[{ field, operator: values.length === 1 ? "=" : "in", values }]];
  }
  const slack = isExact(unit.dimension) ? 1e-9 : MEASURE_TOLERANCE;
  const low = (minimum * (1 - slack)) / unit.factor;
  const high = (maximum * (1 + slack)) / unit.factor;
  if (low > numbers.maximum || high < numbers.minimum) return [];
  if (isExact(unit.dimension) && minimum === maximum) {
    return [[{ field, operator: "=", values: [rounded(minimum / unit.factor)] }]];
  }
  const conditions: Filter[] = [];
  if (minimum > 0) conditions.push({ field, operator: ">=", values: [rounded(low)] });
  if (maximum < Infinity) conditions.push({ field, operator: "<=", values: [rounded(high)] });
  return [conditions];
}

const MAX_LISTED = 24;

/** Enough digits for the tolerance, few enough for people. */
function rounded(value: number): string {
  return String(Number(value.toPrecision(5)));
}

/** The measure that a value is, and nothing else. */
export function wholeMeasure(value: string): Measure | undefined {
  const [measure, ...others] = parseMeasures(value);
  if (measure === undefined || others.length > 0) return undefined;
  return measure.start === 0 && measure.end === value.trimEnd().length ? measure : undefined;
}

/** Attributes that count pieces by their name alone. */
function countUnitOf(name: string): MeasureUnit | undefined {
  return /^(?:pack|pieces|count|quantity|pack[ _]?size|piece[ _]?count|stuckzahl|anzahl)$/.test(
    foldText(name),
  )
    ? toMeasureUnit("pieces")
    : undefined;
}

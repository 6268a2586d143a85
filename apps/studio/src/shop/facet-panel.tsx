/** @file What results can be narrowed by: departments, price, colours, brands, and what else tells them apart. */
import { useState } from "react";
import type { ReactNode } from "react";
import type { SearchAnswer } from "vitrine/client";
import { formatCount } from "../parts/money.js";
import { labelOf, valueText } from "./attribute-words.js";
import { CategoryFacet } from "./category-facet.js";
import { chosenPrices, chosenValues, withPrices, withValues } from "./chosen-filters.js";
import { swatchOf } from "./colour-swatch.js";
import { PriceFacet } from "./price-facet.js";

type Facet = NonNullable<SearchAnswer["facets"]>[number];

interface FacetPanelProps {
  readonly facets: readonly Facet[];
  readonly prices: SearchAnswer["prices"];
  readonly filters: readonly string[];
  readonly onChange: (filters: readonly string[]) => void;
}

/** Facets beside category and price; more would be looked at by nobody. */
const MOST_FACETS = 7;
const SHOWN_VALUES = 6;
const COLOUR = /^colou?r$/i;
const FIRST = ["brand", "color", "colour", "material"];

export function FacetPanel({ facets, prices, filters, onChange }: FacetPanelProps): ReactNode {
  const chosen = new Map(chosenValues(filters).map(({ field, values }) => [field, values]));
  const category = facets.find(({ field }) => field === "category");
  const others = facets
    .filter(({ field, values }) => field !== "category" && (values.length > 1 || chosen.has(field)))
    .sort((a, b) => placeOf(a.field) - placeOf(b.field))
    .slice(0, MOST_FACETS);
  const range = chosenPrices(filters);
  return (
    <div className="flex flex-col gap-6">
      {category !== undefined && (
        <CategoryFacet
          values={category.values}
          chosen={chosen.get("category")?.[0]}
          onChoose={(value) => {
            onChange(withValues(filters, "category", value === undefined ? [] : [value]));
          }}
        />
      )}
      {prices !== undefined && prices.maximum > prices.minimum && (
        <PriceFacet
          key={`${range.from} ${range.to} ${prices.minimum} ${prices.maximum}`}
          prices={prices}
          chosen={range}
          onChoose={(next) => {
            onChange(withPrices(filters, next));
          }}
        />
      )}
      {others.map((facet) => (
        <ValuesFacet
          key={facet.field}
          facet={facet}
          chosen={chosen.get(facet.field) ?? []}
          onChoose={(values) => {
            onChange(withValues(filters, facet.field, values));
          }}
        />
      ))}
    </div>
  );
}

function placeOf(field: string): number {
  const place = FIRST.indexOf(field.toLowerCase());
  return place < 0 ? FIRST.length : place;
}

interface ValuesFacetProps {
  readonly facet: Facet;
  readonly chosen: readonly string[];
  readonly onChoose: (values: readonly string[]) => void;
}

function ValuesFacet({ facet: { field, values }, chosen, onChoose }: ValuesFacetProps): ReactNode {
  const [isWhole, setWhole] = useState(false);
  // What is chosen stays in sight, also where nothing is left of it.
  const missing = chosen.filter((value) => !values.some((other) => other.value === value));
  const all = [...missing.map((value) => ({ value, count: 0 })), ...values];
  const shown = isWhole
    ? all
    : all.filter(({ value }, at) => at < SHOWN_VALUES || chosen.includes(value));
  return (
    <fieldset>
      <legend className="pb-2 font-semibold">{labelOf(field)}</legend>
      <ul>
        {shown.map(({ value, count }) => (
          <li key={value}>
            <label className="flex min-h-8 cursor-pointer items-center gap-2.5 hover:text-accent">
              <input
                type="checkbox"
                checked={chosen.includes(value)}
                onChange={({ target }) => {
                  onChoose(
                    target.checked ? [...chosen, value] : chosen.filter((other) => other !== value),
                  );
                }}
                className="size-4 shrink-0 accent-accent"
              />
              {COLOUR.test(field) && <Swatch colour={swatchOf(value)} />}
              <span className="min-w-0 flex-1 truncate">{valueText(value, field)}</span>
              <span className="text-label text-muted tabular-nums">{formatCount(count)}</span>
            </label>
          </li>
        ))}
      </ul>
      {all.length > shown.length && (
        <button
          type="button"
          className="min-h-8 text-small text-accent underline-offset-2 hover:underline"
          onClick={() => {
            setWhole(true);
          }}
        >
          Show all {all.length}
        </button>
      )}
    </fieldset>
  );
}

function Swatch({ colour }: { readonly colour: string | undefined }): ReactNode {
  if (colour === undefined) return null;
  return (
    <span
      aria-hidden
      className="size-4 shrink-0 rounded-full border border-line-strong"
      style={{ backgroundColor: colour }}
    />
  );
}

/** @file What was read in the query, and what narrows it: each can be taken back. */
import { RotateCcw, X } from "lucide-react";
import type { ReactNode } from "react";
import type { SearchAnswer } from "vitrine/client";
import { labelOf, valueText } from "./attribute-words.js";
import { chosenPrices, chosenValues, isForeign, withPrices, withValues } from "./chosen-filters.js";
import { formatPrice } from "../parts/money.js";

interface UnderstoodChipsProps {
  readonly understood: SearchAnswer["understood"];
  readonly literal: readonly string[];
  readonly filters: readonly string[];
  readonly currency: string | undefined;
  readonly onLiteral: (literal: readonly string[]) => void;
  readonly onFilters: (filters: readonly string[]) => void;
}

export function UnderstoodChips(props: UnderstoodChipsProps): ReactNode {
  const { understood, literal, filters, currency, onLiteral, onFilters } = props;
  const read = understood.filter(({ applied }) => applied);
  const chosen = chosenValues(filters);
  const { from, to } = chosenPrices(filters);
  const foreign = filters.filter(isForeign);
  const hasPrice = from !== undefined || to !== undefined;
  if (read.length + literal.length + filters.length === 0) return null;
  return (
    <ul aria-label="What narrows the results" className="flex flex-wrap gap-2">
      {read.map(({ text, kind, use }) => (
        <Chip
          key={`read ${text}`}
          remove={`Take “${text}” as words alone`}
          onRemove={() => {
            onLiteral([...literal, text]);
          }}
        >
          <span className="text-muted">{use === "boost" ? "prefers" : KINDS[kind]}</span> {text}
        </Chip>
      ))}
      {literal.map((text) => (
        <li key={`literal ${text}`}>
          <button
            type="button"
            onClick={() => {
              onLiteral(literal.filter((other) => other !== text));
            }}
            className="flex min-h-8 items-center gap-2 rounded-full border border-dashed border-line-strong px-3 text-small hover:bg-surface-2"
          >
            <span className="text-muted">words alone</span> {text}
            <RotateCcw size={14} role="img" aria-label="understand it again" />
          </button>
        </li>
      ))}
      {chosen.flatMap(({ field, values }) =>
        values.map((value) => (
          <Chip
            key={`${field} ${value}`}
            remove={`Take the filter ${labelOf(field)} ${valueText(value)} away`}
            onRemove={() => {
              onFilters(
                withValues(
                  filters,
                  field,
                  values.filter((other) => other !== value),
                ),
              );
            }}
          >
            <span className="text-muted">{labelOf(field).toLowerCase()}</span>{" "}
            {field === "category" ? value.split(" > ").at(-1) : valueText(value, field)}
          </Chip>
        )),
      )}
      {hasPrice && (
        <Chip
          remove="Take the filter of the price away"
          onRemove={() => {
            onFilters(withPrices(filters, {}));
          }}
        >
          <span className="text-muted">price</span>{" "}
          {from === undefined ? "up to" : formatPrice(from, currency)}
          {from !== undefined && to !== undefined && " –"}{" "}
          {to === undefined ? "and more" : formatPrice(to, currency)}
        </Chip>
      )}
      {foreign.map((filter) => (
        <Chip
          key={filter}
          remove={`Take the filter ${filter} away`}
          onRemove={() => {
            onFilters(filters.filter((other) => other !== filter));
          }}
        >
          <code>{filter}</code>
        </Chip>
      ))}
    </ul>
  );
}

const KINDS: Readonly<Record<SearchAnswer["understood"][number]["kind"], string>> = {
  price: "price",
  "price-level": "price",
  measure: "size",
  attribute: "only",
  brand: "brand",
  category: "department",
  availability: "only",
};

interface ChipProps {
  readonly remove: string;
  readonly onRemove: () => void;
  readonly children: ReactNode;
}

function Chip({ remove, onRemove, children }: ChipProps): ReactNode {
  return (
    <li className="flex min-h-8 max-w-full items-center rounded-full bg-accent-soft ps-3 text-small">
      <span className="min-w-0 truncate">{children}</span>
      <button
        type="button"
        aria-label={remove}
        title={remove}
        onClick={onRemove}
        className="flex size-8 shrink-0 items-center justify-center rounded-full hover:bg-surface-3"
      >
        <X size={14} aria-hidden />
      </button>
    </li>
  );
}

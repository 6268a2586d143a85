/** @file How prices spread, and between which two what is shown must lie. */
import { Slider } from "radix-ui";
import { useState } from "react";
import type { ReactNode } from "react";
import type { SearchAnswer } from "vitrine/client";
import { formatPrice } from "../parts/money.js";
import type { ChosenPrices } from "./chosen-filters.js";

interface PriceFacetProps {
  readonly prices: NonNullable<SearchAnswer["prices"]>;
  readonly chosen: ChosenPrices;
  readonly onChoose: (range: ChosenPrices) => void;
}

const STEPS = 40;

export function PriceFacet({ prices, chosen, onChoose }: PriceFacetProps): ReactNode {
  const { bins, currency } = prices;
  const least = Math.min(Math.floor(prices.minimum), chosen.from ?? Infinity);
  const most = Math.max(Math.ceil(prices.maximum), chosen.to ?? 0);
  const [[from, to], setRange] = useState<readonly [number, number]>([
    chosen.from ?? least,
    chosen.to ?? most,
  ]);
  const tallest = Math.max(1, ...bins.map(({ count }) => count));
  return (
    <section aria-label="Price">
      <h2 className="flex items-baseline justify-between gap-2 pb-2 font-semibold">
        Price
        <span className="text-label font-normal text-muted tabular-nums">
          {formatPrice(from, currency)} – {formatPrice(to, currency)}
        </span>
      </h2>
      <div aria-hidden className="flex h-10 items-end gap-px px-2">
        {bins.map((bin) => (
          <div
            key={bin.from}
            className={`min-h-px flex-1 rounded-t-sm ${bin.to >= from && bin.from <= to ? "bg-accent" : "bg-surface-3"}`}
            style={{ height: `${(100 * bin.count) / tallest}%` }}
          />
        ))}
      </div>
      <Slider.Root
        min={least}
        max={most}
        step={Math.max(1, Math.round((most - least) / STEPS))}
        value={[from, to]}
        onValueChange={([low = least, high = most]) => {
          setRange([low, high]);
        }}
        onValueCommit={([low = least, high = most]) => {
          onChoose({ ...(low > least ? { from: low } : {}), ...(high < most ? { to: high } : {}) });
        }}
        className="relative flex h-6 touch-none items-center"
      >
        <Slider.Track className="relative h-1 grow rounded-full bg-surface-3">
          <Slider.Range className="absolute h-full rounded-full bg-accent" />
        </Slider.Track>
        {["Lowest price", "Highest price"].map((label) => (
          <Slider.Thumb
            key={label}
            aria-label={label}
            className="block size-5 rounded-full border-2 border-accent bg-surface-1"
          />
        ))}
      </Slider.Root>
    </section>
  );
}

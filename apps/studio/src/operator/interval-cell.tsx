/** @file A measured value with its interval, as numbers and as a bar. */
import type { ReactNode } from "react";

interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Three figures are what an interval leaves of a mean. */
export function sayValue(value: number): string {
  return Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(3).replace(/^(-?)0\./, "$1.");
}

interface IntervalCellProps {
  readonly interval: Interval;
  /** What is drawn to the very right. */
  readonly most: number;
  /** A grey rule: what is to be beaten. */
  readonly baseline?: number;
}

export function IntervalCell({ interval, most, baseline }: IntervalCellProps): ReactNode {
  const { value, low, high } = interval;
  const at = (one: number): string => `${(100 * Math.max(0, Math.min(one, most))) / (most || 1)}%`;
  return (
    <div className="min-w-32">
      <p className="tabular-nums">
        {sayValue(value)}{" "}
        <span className="text-label text-muted">± {sayValue((high - low) / 2)}</span>
      </p>
      <div aria-hidden className="relative mt-1 h-2">
        <div className="absolute inset-x-0 top-1/2 h-px bg-line" />
        {baseline !== undefined && (
          <div className="absolute top-0 h-2 w-px bg-line-strong" style={{ left: at(baseline) }} />
        )}
        <div
          className="absolute top-1/2 h-0.5 -translate-y-1/2 bg-accent"
          style={{ left: at(low), right: `calc(100% - ${at(high)})` }}
        />
        <div
          className="absolute top-1/2 size-2 -translate-x-1/2 -translate-y-1/2 rounded-full bg-accent"
          style={{ left: at(value) }}
        />
      </div>
    </div>
  );
}

/** @file The departments of what was found: from where one stands, the way up and the next step down. */
import { ChevronLeft } from "lucide-react";
import type { ReactNode } from "react";
import { formatCount } from "../parts/money.js";

interface CategoryFacetProps {
  /** Paths, `Furniture > Home Office`. */
  readonly values: readonly { readonly value: string; readonly count: number }[];
  readonly chosen: string | undefined;
  readonly onChoose: (value: string | undefined) => void;
}

const PARTING = " > ";
const MOST = 12;

export function CategoryFacet({ values, chosen, onChoose }: CategoryFacetProps): ReactNode {
  const path = chosen?.split(PARTING) ?? [];
  const isBelow = (value: string): boolean =>
    value.split(PARTING).length === path.length + 1 &&
    (chosen === undefined || value.startsWith(chosen + PARTING));
  const next = values.filter(({ value }) => isBelow(value)).slice(0, MOST);
  return (
    <nav aria-label="Departments">
      <h2 className="pb-2 font-semibold">Department</h2>
      <ul>
        {path.length > 0 && (
          <Step
            isWayBack
            onClick={() => {
              onChoose(undefined);
            }}
          >
            All departments
          </Step>
        )}
        {path.slice(0, -1).map((name, at) => (
          <Step
            key={name}
            isWayBack
            onClick={() => {
              onChoose(path.slice(0, at + 1).join(PARTING));
            }}
          >
            {name}
          </Step>
        ))}
        {path.length > 0 && (
          <li className="flex min-h-8 items-center font-medium" aria-current="true">
            {path.at(-1)}
          </li>
        )}
        {next.map(({ value, count }) => (
          <Step
            key={value}
            count={count}
            onClick={() => {
              onChoose(value);
            }}
          >
            {value.split(PARTING).at(-1)}
          </Step>
        ))}
      </ul>
    </nav>
  );
}

interface StepProps {
  readonly isWayBack?: boolean;
  readonly count?: number;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

function Step({ isWayBack = false, count, onClick, children }: StepProps): ReactNode {
  return (
    <li>
      <button
        type="button"
        onClick={onClick}
        className="flex min-h-8 w-full items-center gap-1 text-start hover:text-accent"
      >
        {isWayBack && <ChevronLeft size={16} aria-hidden className="shrink-0 rtl:rotate-180" />}
        <span className={`min-w-0 flex-1 truncate ${isWayBack ? "text-muted" : ""}`}>
          {children}
        </span>
        {count !== undefined && (
          <span className="text-label text-muted tabular-nums">{formatCount(count)}</span>
        )}
      </button>
    </li>
  );
}

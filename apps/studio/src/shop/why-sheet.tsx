/** @file Why a product is found for a query, in words and as bars. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Explanation } from "vitrine/client";
import { explainQuery } from "../api/queries.js";
import type { SearchParameters } from "../api/search-parameters.js";
import { formatShare } from "../parts/money.js";
import { ProblemPanel } from "../parts/problem-panel.js";
import { Sheet } from "../parts/sheet.js";
import { labelOf } from "./attribute-words.js";

interface WhySheetProps {
  readonly asked: SearchParameters;
  /** The product; undefined while the sheet is closed. */
  readonly id: string | undefined;
  readonly onClose: () => void;
}

export function WhySheet({ asked, id, onClose }: WhySheetProps): ReactNode {
  return (
    <Sheet title="Why this is here" isOpen={id !== undefined} onClose={onClose}>
      {id !== undefined && <Why asked={asked} id={id} />}
    </Sheet>
  );
}

function Why(props: { readonly asked: SearchParameters; readonly id: string }): ReactNode {
  const { data, error, refetch } = useQuery(explainQuery(props.asked, props.id));
  if (error !== null) {
    return <ProblemPanel error={error} level={2} onRetry={() => void refetch()} />;
  }
  if (data === undefined) return <p aria-busy>Looking it up</p>;
  const { reason, terms, sources, preference, categoryVote, rule } = data;
  const heaviest = Math.max(...terms.map(({ weight }) => weight));
  return (
    <div className="flex flex-col gap-6">
      <p>{reason}</p>
      {terms.length > 0 && (
        <Bars
          heading="Words that match"
          bars={terms.map(({ term, queryTerm, weight, fields }) => ({
            name: queryTerm === term ? term : `${term}, for “${queryTerm}”`,
            note: fields.map((field) => labelOf(field).toLowerCase()).join(", "),
            share: weight / heaviest,
          }))}
        />
      )}
      <Bars
        heading="Nearness in meaning"
        bars={sources
          .filter(({ group }) => group === "semantic")
          .map(({ name, score, rank }) => ({
            name: NAMES[name] ?? labelOf(name),
            note: rank === null ? "" : `${formatShare(score)}, place ${rank}`,
            share: score,
          }))}
      />
      <section className="flex flex-col gap-2">
        <h3 className="font-semibold">What moved it</h3>
        <ul className="flex flex-col gap-1 text-muted">
          {categoryVote !== null && (
            <li>{formatShare(categoryVote)} of the nearest products are of its department.</li>
          )}
          <li>
            {preference === 0
              ? "Nothing that was read in the query speaks for it or against it."
              : `What was read in the query speaks ${preference > 0 ? "for" : "against"} it.`}
          </li>
          {rule !== undefined && <li>A rule of the shop put it here.</li>}
        </ul>
      </section>
    </div>
  );
}

const NAMES: Readonly<Record<Explanation["sources"][number]["name"], string>> = {
  title: "To the title",
  head: "To the title's head",
  everything: "To all that is said of it",
  "title+category": "To title and department",
  category: "To the department",
  "head-category": "Head to the department",
  "category-path": "To the way to the department",
};

interface BarsProps {
  readonly heading: string;
  readonly bars: readonly {
    readonly name: string;
    readonly note: string;
    readonly share: number;
  }[];
}

function Bars({ heading, bars }: BarsProps): ReactNode {
  if (bars.length === 0) return null;
  return (
    <section className="flex flex-col gap-2">
      <h3 className="font-semibold">{heading}</h3>
      <ul className="flex flex-col gap-3">
        {bars.map(({ name, note, share }) => (
          <li key={name}>
            <p className="flex justify-between gap-4">
              <span className="min-w-0 break-words">{name}</span>
              <span className="shrink-0 text-label text-muted tabular-nums">{note}</span>
            </p>
            <div aria-hidden className="mt-1 h-1.5 rounded-full bg-surface-3">
              <div
                className="h-full rounded-full bg-accent"
                style={{ width: `${100 * Math.max(0, Math.min(1, share))}%` }}
              />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

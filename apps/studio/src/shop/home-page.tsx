/** @file The first page of the shop: what suits this shopper, what is wanted now, where she was. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { searchQuery } from "../api/queries.js";
import { buttonLook } from "../parts/button.js";
import { formatCount } from "../parts/money.js";
import { ProblemPanel } from "../parts/problem-panel.js";
import { withValues } from "./chosen-filters.js";
import { ProductRow } from "./product-row.js";
import { toSearchParameters } from "../api/search-parameters.js";
import { useTitle } from "../parts/use-title.js";

export function HomePage(): ReactNode {
  useTitle("Shop");
  const { data, error, refetch } = useQuery(searchQuery(toSearchParameters({})));
  if (error !== null) return <ProblemPanel error={error} onRetry={() => void refetch()} />;
  if (data?.total === 0) return <EmptyShop />;
  const departments =
    data?.facets
      ?.find(({ field }) => field === "category")
      ?.values.filter(({ value }) => !value.includes(" > ")) ?? [];
  return (
    <div className="flex flex-col gap-10">
      <h1 className="sr-only">Shop</h1>
      <nav aria-label="Departments" className="min-h-10">
        <ul className="-mx-4 flex gap-2 overflow-x-auto px-4 py-1 md:-mx-1 md:flex-wrap md:px-1">
          {departments.map(({ value, count }) => (
            <li key={value} className="shrink-0">
              <Link
                to="/search"
                search={{ filter: withValues([], "category", [value]) }}
                className="flex h-10 items-center gap-2 rounded-full border border-line bg-surface-1 px-4 hover:bg-surface-2"
              >
                {value}
                <span className="text-label text-muted tabular-nums">{formatCount(count)}</span>
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <ProductRow heading="For you" placement="for-you" />
      <ProductRow heading="Trending" placement="trending" />
      <ProductRow heading="Looked at lately" placement="recently-viewed" />
      <ProductRow heading="New for you" placement="new-for-you" />
    </div>
  );
}

function EmptyShop(): ReactNode {
  return (
    <div className="flex flex-col items-start gap-4 py-8">
      <h1 className="text-display">Nothing is on the shelves yet</h1>
      <p className="max-w-prose text-muted">
        The catalogue has no products. Import a file, then build the index:
      </p>
      <pre className="overflow-x-auto rounded-box border border-line bg-surface-2 p-4 text-small">
        <code>{"npx vitrine import products FILE\nnpx vitrine index"}</code>
      </pre>
      <a href="/docs" className={buttonLook("plain")}>
        Read how it is done over HTTP
      </a>
    </div>
  );
}

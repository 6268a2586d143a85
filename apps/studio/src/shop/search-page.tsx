/** @file What a search finds: narrowed, sorted and paged by the address. */
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { SlidersHorizontal } from "lucide-react";
import { useState } from "react";
import type { ReactNode } from "react";
import type { SearchAnswer, SearchHit } from "vitrine/client";
import { PAGE_SIZE, searchQuery } from "../api/queries.js";
import { Button, buttonLook } from "../parts/button.js";
import { countOf, formatCount } from "../parts/money.js";
import { ProblemPanel } from "../parts/problem-panel.js";
import { Sheet } from "../parts/sheet.js";
import { chosenValues } from "./chosen-filters.js";
import { FacetPanel } from "./facet-panel.js";
import { CardSkeleton, ProductCard } from "./product-card.js";
import { ProductRow } from "./product-row.js";
import { toSearchParameters } from "../api/search-parameters.js";
import type { SearchAddress } from "../api/search-parameters.js";
import { UnderstoodChips } from "./understood-chips.js";
import { useTitle } from "../parts/use-title.js";
import { WhySheet } from "./why-sheet.js";

const SORTS = [
  ["", "Best match"],
  ["price", "Price, lowest first"],
  ["-price", "Price, highest first"],
  ["newest", "Newest first"],
  ["title", "By name"],
] as const;
/** Pictures that are seen without scrolling. */
const URGENT = 4;

export function SearchPage(): ReactNode {
  const address = useSearch({ from: "/search" });
  const asked = toSearchParameters(address);
  const { q, filters, literal, sort, page } = asked;
  const { data, error, isPending, isPlaceholderData, refetch } = useQuery(searchQuery(asked));
  const [isNarrowing, setNarrowing] = useState(false);
  const navigate = useNavigate({ from: "/search" });
  const department = chosenValues(filters).find(({ field }) => field === "category")?.values[0];
  const heading = q !== "" ? `“${q}”` : (department?.split(" > ").at(-1) ?? "All products");
  useTitle(q === "" ? heading : q);

  if (error !== null) return <ProblemPanel error={error} onRetry={() => void refetch()} />;
  const change = (next: SearchAddress): void => {
    const { page: _, why: __, ...kept } = address;
    void navigate({ search: { ...kept, ...next }, resetScroll: false });
  };
  const showWhy = (why: string | undefined): void => {
    const { why: _, ...others } = address;
    const search = why === undefined ? others : { ...others, why };
    void navigate({ search, resetScroll: false });
  };
  const facets =
    data?.facets === undefined ? undefined : (
      <FacetPanel
        facets={data.facets}
        prices={data.prices}
        filters={filters}
        onChange={(filter) => {
          change({ filter });
        }}
      />
    );
  return (
    <div className="md:grid md:grid-cols-[14rem_1fr] md:gap-10">
      <aside aria-label="Narrow the results" className="hidden md:block">
        {facets ?? <FacetsSkeleton />}
      </aside>
      <div className="flex min-w-0 flex-col gap-4">
        <header className="flex flex-col gap-3">
          <h1 className="text-display break-words" dir="auto">
            {heading}
          </h1>
          <Corrected answer={data} />
          <UnderstoodChips
            understood={data?.understood ?? []}
            literal={literal}
            filters={filters}
            currency={data?.prices?.currency}
            onLiteral={(next) => {
              change({ literal: next });
            }}
            onFilters={(filter) => {
              change({ filter });
            }}
          />
          <div className="flex flex-wrap items-center justify-between gap-3">
            <p role="status" className="text-muted tabular-nums">
              {data === undefined ? "Searching" : countOf(data.total, "product", "products")}
            </p>
            <div className="flex items-center gap-3">
              <Button
                className="md:hidden"
                onClick={() => {
                  setNarrowing(true);
                }}
              >
                <SlidersHorizontal size={16} aria-hidden />
                Filters{filters.length > 0 && ` (${filters.length})`}
              </Button>
              <label className="flex items-center gap-2">
                <span className="sr-only">Sort by</span>
                <select
                  value={sort}
                  onChange={({ target }) => {
                    change({ sort: target.value });
                  }}
                  className="h-10 rounded-box border border-line bg-surface-1 px-3"
                >
                  {SORTS.map(([value, text]) => (
                    <option key={value} value={value}>
                      {text}
                    </option>
                  ))}
                </select>
              </label>
            </div>
          </div>
        </header>
        {data?.total === 0 ? (
          <NothingFound answer={data} />
        ) : (
          <section
            aria-label="Results"
            aria-busy={isPending || isPlaceholderData}
            className={`transition-opacity ${isPlaceholderData ? "opacity-50" : ""}`}
          >
            <Hits
              level={2}
              hits={data?.hits}
              listId={data?.list}
              {...(q === "" ? {} : { onWhy: showWhy })}
            />
            {data !== undefined && <Pages total={data.total} page={page} address={address} />}
          </section>
        )}
      </div>
      <WhySheet
        asked={asked}
        id={address.why}
        onClose={() => {
          showWhy(undefined);
        }}
      />
      <Sheet
        title="Filters"
        isOpen={isNarrowing}
        onClose={() => {
          setNarrowing(false);
        }}
        footer={
          <Button
            look="primary"
            className="w-full"
            onClick={() => {
              setNarrowing(false);
            }}
          >
            Show {formatCount(data?.total ?? 0)}
          </Button>
        }
      >
        {facets}
      </Sheet>
    </div>
  );
}

function Hits(props: {
  /** Of the headings. */
  readonly level: 2 | 3;
  readonly hits: readonly SearchHit[] | undefined;
  readonly listId: string | undefined;
  readonly onWhy?: (id: string) => void;
}): ReactNode {
  const { level, hits, listId, onWhy } = props;
  return (
    <ul className="grid grid-cols-2 gap-x-4 gap-y-8 lg:grid-cols-3 xl:grid-cols-4">
      {hits === undefined
        ? Array.from({ length: 12 }, (_, at) => (
            <li key={at}>
              <CardSkeleton />
            </li>
          ))
        : hits.map((hit, at) => (
            <li key={hit.id} className="flex flex-col">
              <ProductCard
                product={hit}
                level={level}
                isUrgent={at < URGENT}
                {...(listId === undefined ? {} : { listId })}
                {...(onWhy === undefined
                  ? {}
                  : {
                      onWhy: () => {
                        onWhy(hit.id);
                      },
                    })}
              />
            </li>
          ))}
    </ul>
  );
}

function Corrected({ answer }: { readonly answer: SearchAnswer | undefined }): ReactNode {
  const address = useSearch({ from: "/search" });
  const { corrected, didYouMean } = answer ?? {};
  const look = "font-medium text-accent underline underline-offset-2";
  if (corrected !== undefined) {
    return (
      <p>
        Showing “{corrected.to}”.{" "}
        <Link
          to="/search"
          search={{ ...address, literal: [...(address.literal ?? []), corrected.from] }}
          className={look}
        >
          Search “{corrected.from}” instead
        </Link>
      </p>
    );
  }
  if (didYouMean === undefined) return null;
  return (
    <p>
      Did you mean{" "}
      <Link to="/search" search={{ q: didYouMean }} className={look}>
        {didYouMean}
      </Link>
      ?
    </p>
  );
}

/** Never a dead end: what was given up to reach the nearest, and the nearest. */
function NothingFound({ answer }: { readonly answer: SearchAnswer }): ReactNode {
  const { nearest, filters, query } = answer;
  return (
    <div className="flex flex-col gap-8">
      <div className="flex flex-col items-start gap-3 rounded-box border border-line bg-surface-1 p-6">
        <h2 className="text-title">Nothing matches all of it</h2>
        <p className="text-muted">
          {filters.length > 0
            ? "No product passes these filters."
            : "No product has these words or comes near their meaning."}
        </p>
        {filters.length > 0 && (
          <Link to="/search" search={query === "" ? {} : { q: query }} className={buttonLook()}>
            Search without filters
          </Link>
        )}
      </div>
      {nearest !== undefined && nearest.hits.length > 0 ? (
        <section aria-label="The nearest products">
          <h2 className="pb-1 text-title">The nearest there is</h2>
          <p className="pb-4 text-muted">Found {nearest.reached}.</p>
          <Hits level={3} hits={nearest.hits} listId={answer.list} />
        </section>
      ) : (
        <ProductRow heading="Much wanted" placement="trending" />
      )}
    </div>
  );
}

interface PagesProps {
  readonly total: number;
  readonly page: number;
  readonly address: SearchAddress;
}

function Pages({ total, page, address }: PagesProps): ReactNode {
  const last = Math.ceil(total / PAGE_SIZE);
  if (last <= 1) return null;
  const { page: _, ...others } = address;
  const to = (at: number): SearchAddress => (at <= 1 ? others : { ...others, page: at });
  return (
    <nav aria-label="Pages" className="flex items-center justify-center gap-4 pt-10">
      <Link
        to="/search"
        search={to(page - 1)}
        disabled={page <= 1}
        className={`${buttonLook()} aria-disabled:pointer-events-none aria-disabled:opacity-50`}
      >
        Back
      </Link>
      <span className="text-muted tabular-nums">
        {formatCount(page)} of {formatCount(last)}
      </span>
      <Link
        to="/search"
        search={to(page + 1)}
        disabled={page >= last}
        className={`${buttonLook()} aria-disabled:pointer-events-none aria-disabled:opacity-50`}
      >
        Next
      </Link>
    </nav>
  );
}

function FacetsSkeleton(): ReactNode {
  return (
    <div aria-hidden className="flex animate-pulse flex-col gap-3">
      {Array.from({ length: 10 }, (_, at) => (
        <div key={at} className="h-5 rounded bg-surface-2" />
      ))}
    </div>
  );
}

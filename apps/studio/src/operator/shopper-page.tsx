/** @file One shopper: what she did, what is recommended to her and by which source, and erasing her. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import type { ReactNode } from "react";
import type { EventInput } from "vitrine/client";
import { operator, shopperQuery } from "../api/operator.js";
import { productQuery, recommendationsQuery } from "../api/queries.js";
import { Button } from "../parts/button.js";
import { countOf, formatCount } from "../parts/money.js";
import { ProblemPanel } from "../parts/problem-panel.js";
import { ProductPicture } from "../parts/product-picture.js";
import { Sheet } from "../parts/sheet.js";
import { useTitle } from "../parts/use-title.js";
import { When } from "../parts/when.js";

const SHOWN_EVENTS = 50;
const RECOMMENDED = 12;

export function ShopperPage(): ReactNode {
  const { id } = useParams({ from: "/studio/shoppers/$id" });
  useTitle(id);
  const { data, error, refetch } = useQuery(shopperQuery(id));
  if (error !== null) return <ProblemPanel error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <p aria-busy>Looking her up</p>;
  const { anonymous, events } = data;
  return (
    <div className="flex flex-col gap-8">
      <header className="flex flex-wrap items-start justify-between gap-4">
        <div className="min-w-0">
          <h1 className="text-display break-words">{id}</h1>
          <p className="text-muted">
            {countOf(events.length, "event", "events")}
            {anonymous.length > 0 &&
              `, ${countOf(anonymous.length, "visitor", "visitors")} merged into the account`}
          </p>
        </div>
        <EraseButton id={id} count={events.length} />
      </header>
      <div className="grid gap-10 lg:grid-cols-2">
        <Recommended id={id} />
        <History events={events} />
      </div>
    </div>
  );
}

function EraseButton(props: { readonly id: string; readonly count: number }): ReactNode {
  const { id, count } = props;
  const [isAsking, setAsking] = useState(false);
  const queries = useQueryClient();
  const erase = useMutation({
    mutationFn: async () => operator.eraseShopper(id),
    onSuccess: async () => {
      setAsking(false);
      await queries.invalidateQueries();
    },
  });
  return (
    <>
      <Button
        disabled={count === 0}
        onClick={() => {
          setAsking(true);
        }}
      >
        Erase
      </Button>
      <Sheet
        title={`Erase ${id}`}
        isOpen={isAsking}
        onClose={() => {
          setAsking(false);
        }}
        footer={
          <Button
            className="w-full border-bad text-bad"
            disabled={erase.isPending}
            onClick={() => {
              erase.mutate();
            }}
          >
            {erase.isPending ? "Erasing" : `Erase ${formatCount(count)} events for good`}
          </Button>
        }
      >
        <p className="text-muted">
          All that is kept of this shopper is taken out of the database and its files. It can not be
          undone. Backups and exported files are not touched.
        </p>
        {erase.error !== null && <ProblemPanel error={erase.error} level={2} />}
      </Sheet>
    </>
  );
}

function Recommended({ id }: { readonly id: string }): ReactNode {
  const { data, error } = useQuery(
    recommendationsQuery({ placement: "for-you", shopper: id, limit: RECOMMENDED }),
  );
  return (
    <section aria-label="Recommended">
      <h2 className="pb-3 text-title">Recommended, for-you</h2>
      {error !== null && <ProblemPanel error={error} level={2} />}
      {data?.fallback !== undefined && data.fallback !== null && (
        <p className="pb-3 text-small text-muted">
          Too little was known: {data.fallback} filled the list.
        </p>
      )}
      <ol className="flex flex-col gap-2">
        {data?.items.map(({ id: product, source, reasons, product: shown }) => (
          <li key={product} className="grid grid-cols-[3rem_1fr] items-center gap-3">
            <div className="overflow-hidden rounded border border-line">
              <ProductPicture image={shown?.image} alt="" />
            </div>
            <div className="min-w-0">
              <Link
                to="/products/$id"
                params={{ id: product }}
                className="line-clamp-1 font-medium underline-offset-2 hover:underline"
              >
                {shown?.title ?? product}
              </Link>
              <p className="truncate text-small text-muted">
                {source}
                {reasons[0] !== undefined &&
                  `: ${reasons[0].kind.replace("_", " ")}${reasons[0].product === undefined ? "" : ` ${reasons[0].product}`}`}
              </p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

function History({ events }: { readonly events: readonly EventInput[] }): ReactNode {
  const [shown, setShown] = useState(SHOWN_EVENTS);
  const told = events.filter(({ kind }) => kind !== "impression").toReversed();
  return (
    <section aria-label="History">
      <h2 className="pb-3 text-title">History</h2>
      {told.length === 0 && <p className="text-muted">Nothing is known of this shopper.</p>}
      <ol className="flex flex-col">
        {told.slice(0, shown).map((event, at) => (
          <li
            key={event.key ?? at}
            className="grid grid-cols-[8rem_1fr_auto] items-baseline gap-3 border-t border-line py-1.5"
          >
            <span className="text-muted">{event.kind.replaceAll("_", " ")}</span>
            <span className="min-w-0 truncate">
              {event.product === undefined ? (
                (event.query ?? "")
              ) : (
                <ProductName id={event.product} />
              )}
            </span>
            <span className="text-label text-muted">
              {event.time !== undefined && <When time={event.time} />}
            </span>
          </li>
        ))}
      </ol>
      {told.length > shown && (
        <Button
          className="mt-4"
          onClick={() => {
            setShown(shown + SHOWN_EVENTS);
          }}
        >
          Show more of {formatCount(told.length)}
        </Button>
      )}
    </section>
  );
}

function ProductName({ id }: { readonly id: string }): ReactNode {
  const { data } = useQuery(productQuery(id));
  return (
    <Link to="/products/$id" params={{ id }} className="underline-offset-2 hover:underline">
      {data?.title ?? id}
    </Link>
  );
}

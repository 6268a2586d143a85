/** @file A row of products that a placement recommends, with the reason of each. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import type { ReactNode } from "react";
import type { ClientRecommendOptions, Recommendation } from "vitrine/client";
import { productQuery, recommendationsQuery } from "../api/queries.js";
import { CardSkeleton, ProductCard } from "./product-card.js";
import { useKept } from "./kept-state.js";
import { shopper, track, trackNow, whoAsks } from "./shopper.js";

interface ProductRowProps {
  readonly heading: string;
  readonly placement: string;
  readonly product?: string;
  readonly cart?: readonly string[];
  readonly exclude?: readonly string[];
  readonly limit?: number;
}

type Reason = Recommendation["reasons"][number];

/** So much of the row must be on the screen to count as shown. */
const SHOWN_SHARE = 0.5;
const DEFAULT_LIMIT = 12;

export function ProductRow(props: ProductRowProps): ReactNode {
  const { heading, placement, product, cart, exclude, limit = DEFAULT_LIMIT } = props;
  const who = whoAsks(useKept(shopper));
  const options: ClientRecommendOptions = {
    ...{ placement, limit, ...who },
    ...(product === undefined ? {} : { product }),
    ...(cart === undefined ? {} : { cart }),
    ...(exclude === undefined ? {} : { exclude }),
  };
  const { data, isPending, isError } = useQuery(recommendationsQuery(options));
  const queries = useQueryClient();
  const row = useRef<HTMLElement>(null);
  const shownIds = data?.items.map(({ id }) => id).join(" ") ?? "";
  const listId = data?.listId;
  useEffect(() => {
    if (row.current === null || listId === undefined || shownIds === "") return;
    const seen = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        seen.disconnect();
        track({ kind: "impression", products: shownIds.split(" "), listId });
      },
      { threshold: SHOWN_SHARE },
    );
    seen.observe(row.current);
    return () => {
      seen.disconnect();
    };
  }, [listId, shownIds]);

  if (isError || data?.items.length === 0) return null;
  const hide = async (id: string): Promise<void> => {
    await trackNow({ kind: "dislike", product: id });
    await queries.invalidateQueries({ queryKey: ["recommendations"] });
  };
  return (
    <section ref={row} aria-label={heading} aria-busy={isPending} className="min-w-0">
      <h2 className="pb-3 text-title">{heading}</h2>
      <ul className="-mx-4 grid auto-cols-[10.5rem] grid-flow-col gap-4 overflow-x-auto scroll-px-4 px-4 py-1 md:-mx-1 md:auto-cols-[12rem] md:px-1">
        {data === undefined
          ? Array.from({ length: 6 }, (_, at) => (
              <li key={at}>
                <CardSkeleton />
              </li>
            ))
          : data.items.map(({ id, product: shown, reasons }) => (
              <li key={id} className="flex">
                {shown !== undefined && (
                  <ProductCard
                    product={shown}
                    listId={data.listId}
                    reason={<ReasonText reason={reasons[0]} />}
                    onHide={() => void hide(id)}
                  />
                )}
              </li>
            ))}
      </ul>
    </section>
  );
}

function ReasonText({ reason }: { readonly reason: Reason | undefined }): ReactNode {
  if (reason === undefined) return null;
  if (reason.product !== undefined) return <OfProduct kind={reason.kind} id={reason.product} />;
  return REASONS[reason.kind];
}

const REASONS: Readonly<Record<Reason["kind"], string>> = {
  viewed: "Because you looked at",
  in_cart: "Goes with",
  bought: "Because you bought",
  liked: "Because you like",
  product: "Like",
  trending: "More wanted than usual",
  popular: "Much wanted",
  new: "New in the shop",
  pinned: "Chosen by the shop",
};

function OfProduct({
  kind,
  id,
}: {
  readonly kind: Reason["kind"];
  readonly id: string;
}): ReactNode {
  const { data } = useQuery(productQuery(id));
  if (data === undefined) return REASONS[kind];
  return (
    <>
      {REASONS[kind]}{" "}
      <Link
        to="/products/$id"
        params={{ id }}
        className="relative z-10 underline decoration-line-strong underline-offset-2 hover:text-text"
      >
        {data.title}
      </Link>
    </>
  );
}

/** @file The cart: what is in it, what it costs, what completes it, and a checkout that only pretends. */
import { useQueries, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Minus, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import type { ReactNode } from "react";
import type { Product } from "vitrine/client";
import { isMissing, productQuery } from "../api/queries.js";
import { Button, buttonLook, IconButton } from "../parts/button.js";
import { countOf, formatPrice } from "../parts/money.js";
import { ProblemPanel } from "../parts/problem-panel.js";
import { ProductPicture } from "../parts/product-picture.js";
import { cart, pretendToBuy, setPieces } from "./cart.js";
import { useKept } from "./kept-state.js";
import { ProductRow } from "./product-row.js";
import { useTitle } from "../parts/use-title.js";

export function CartPage(): ReactNode {
  useTitle("Cart");
  const held = useKept(cart);
  const ids = Object.keys(held);
  const asked = useQueries({ queries: ids.map((id) => productQuery(id)) });
  const queries = useQueryClient();
  const [isBought, setBought] = useState(false);
  const known = new Map(
    asked.flatMap(({ data }) => (data === undefined ? [] : [[data.id, data] as const])),
  );
  const error = asked.find(({ error: one }) => one !== null && !isMissing(one))?.error;
  const buy = async (): Promise<void> => {
    await pretendToBuy(known);
    setBought(true);
    await queries.invalidateQueries({ queryKey: ["recommendations"] });
  };
  return (
    <div className="flex flex-col gap-10">
      <div>
        <h1 className="pb-6 text-display">Cart</h1>
        {ids.length === 0 ? (
          <div className="flex flex-col items-start gap-4">
            <p role="status" className="text-muted">
              {isBought
                ? "This was a simulated checkout: nothing was paid and nothing will be sent. The shop was told of the purchase, and recommends accordingly."
                : "Your cart is empty."}
            </p>
            <Link to="/" className={buttonLook("primary")}>
              Look around
            </Link>
          </div>
        ) : (
          <div className="grid gap-8 lg:grid-cols-[1fr_20rem] lg:items-start lg:gap-12">
            <ul>
              {asked.map(({ data, error: failed }, at) => (
                <Line
                  key={ids[at]}
                  id={ids[at]!}
                  pieces={held[ids[at]!]!}
                  product={data}
                  isMissing={isMissing(failed)}
                />
              ))}
            </ul>
            {error !== undefined && error !== null ? (
              <ProblemPanel error={error} level={2} />
            ) : (
              <Total pieces={held} products={known} onBuy={() => void buy()} />
            )}
          </div>
        )}
      </div>
      {ids.length > 0 && (
        <ProductRow heading="Complete the cart" placement="complete-the-cart" cart={ids} />
      )}
    </div>
  );
}

interface LineProps {
  readonly id: string;
  readonly pieces: number;
  readonly product: Product | undefined;
  readonly isMissing: boolean;
}

function Line({ id, pieces, product, isMissing: isGone }: LineProps): ReactNode {
  const title = product?.title ?? id;
  return (
    <li className="grid grid-cols-[5rem_1fr] gap-4 border-t border-line py-4 first:border-t-0 first:pt-0">
      <div className="overflow-hidden rounded-box border border-line">
        <ProductPicture image={product?.images[0]} alt="" />
      </div>
      <div className="flex min-w-0 flex-col">
        <p className="text-label text-muted">{product?.brand}</p>
        <Link
          to="/products/$id"
          params={{ id }}
          className="line-clamp-2 font-medium break-words underline-offset-2 hover:underline"
        >
          {title}
        </Link>
        {isGone && <p className="text-small text-bad">No longer in the shop</p>}
        <div className="mt-auto flex flex-wrap items-center justify-between gap-2 pt-2">
          <div role="group" aria-label={`Pieces of ${title}`} className="flex items-center">
            <IconButton label="One less" onClick={() => void setPieces(id, pieces - 1)}>
              <Minus size={16} aria-hidden />
            </IconButton>
            <span aria-live="polite" className="min-w-8 text-center tabular-nums">
              {pieces}
            </span>
            <IconButton label="One more" onClick={() => void setPieces(id, pieces + 1)}>
              <Plus size={16} aria-hidden />
            </IconButton>
            <IconButton label={`Take ${title} out`} onClick={() => void setPieces(id, 0)}>
              <Trash2 size={16} aria-hidden />
            </IconButton>
          </div>
          {product?.price !== undefined && (
            <span className="font-semibold tabular-nums">
              {formatPrice(product.price * pieces, product.currency)}
            </span>
          )}
        </div>
      </div>
    </li>
  );
}

interface TotalProps {
  readonly pieces: Readonly<Record<string, number>>;
  readonly products: ReadonlyMap<string, Product>;
  readonly onBuy: () => void;
}

function Total({ pieces, products, onBuy }: TotalProps): ReactNode {
  const sums = new Map<string | undefined, number>();
  for (const [id, { price, currency }] of products) {
    if (price === undefined) continue;
    sums.set(currency, (sums.get(currency) ?? 0) + price * (pieces[id] ?? 0));
  }
  const count = Object.values(pieces).reduce((sum, one) => sum + one, 0);
  return (
    <section
      aria-label="Total"
      className="flex flex-col gap-4 rounded-box border border-line bg-surface-1 p-6"
    >
      <p className="flex items-baseline justify-between gap-4">
        <span className="text-muted">{countOf(count, "piece", "pieces")}</span>
        <span className="text-end text-title font-semibold tabular-nums">
          {[...sums].map(([currency, sum]) => (
            <span key={currency ?? ""} className="block">
              {formatPrice(sum, currency)}
            </span>
          ))}
        </span>
      </p>
      <Button look="primary" onClick={onBuy} disabled={products.size === 0}>
        Buy, simulated
      </Button>
      <p className="text-small text-muted">
        Nothing is paid or sent. The shop is told of a purchase, so that what it recommends follows.
      </p>
    </section>
  );
}

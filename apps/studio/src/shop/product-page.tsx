/** @file A product: its pictures, facts and price, and what is like it or goes with it. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Heart, ShoppingBag } from "lucide-react";
import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import type { Product } from "vitrine/client";
import { isMissing, productQuery } from "../api/queries.js";
import { Button, buttonLook } from "../parts/button.js";
import { formatPrice } from "../parts/money.js";
import { ProblemPanel } from "../parts/problem-panel.js";
import { ProductPicture } from "../parts/product-picture.js";
import { labelOf, valueText } from "./attribute-words.js";
import { addToCart, cart, toggleWish, wishes } from "./cart.js";
import { withValues } from "./chosen-filters.js";
import { useKept } from "./kept-state.js";
import { ProductRow } from "./product-row.js";
import { trackNow } from "./shopper.js";
import { useTitle } from "../parts/use-title.js";

export function ProductPage(): ReactNode {
  const { id } = useParams({ from: "/products/$id" });
  const { data, error, refetch } = useQuery(productQuery(id));
  const queries = useQueryClient();
  const isThere = data !== undefined;
  useTitle(data?.title ?? "Product");
  useEffect(() => {
    if (!isThere) return;
    const tell = async (): Promise<void> => {
      await trackNow({ kind: "view", product: id });
      await queries.invalidateQueries({ queryKey: ["recommendations"], refetchType: "none" });
    };
    void tell();
  }, [id, isThere, queries]);
  if (error !== null) {
    return isMissing(error) ? (
      <NoProduct />
    ) : (
      <ProblemPanel error={error} onRetry={() => void refetch()} />
    );
  }
  return (
    <div className="flex flex-col gap-12">
      {data === undefined ? <ProductSkeleton /> : <ProductFacts key={id} product={data} />}
      <ProductRow heading="Often bought together" placement="bought-together" product={id} />
      <ProductRow heading="Similar products" placement="similar" product={id} />
      <ProductRow heading="Others also looked at" placement="also-viewed" product={id} />
    </div>
  );
}

const AVAILABILITY: Readonly<Record<string, readonly [string, string]>> = {
  in_stock: ["In stock", "text-good"],
  out_of_stock: ["Sold out", "text-bad"],
  preorder: ["Can be ordered ahead", "text-warn"],
  backorder: ["On back order", "text-warn"],
  discontinued: ["No longer made", "text-bad"],
};
const GONE = new Set(["out_of_stock", "discontinued"]);

function ProductFacts({ product }: { readonly product: Product }): ReactNode {
  const { id, title, brand, categoryPath, price, currency, availability, description } = product;
  const isWished = useKept(wishes).includes(id);
  const inCart = useKept(cart)[id] ?? 0;
  const [stock, stockLook] = AVAILABILITY[availability ?? ""] ?? [undefined, ""];
  const attributes = Object.entries(product.attributes);
  return (
    <div className="grid gap-6 md:grid-cols-2 md:gap-12">
      <Gallery images={product.images} title={title} />
      <div className="flex min-w-0 flex-col gap-5">
        <Departments path={categoryPath} />
        <div>
          {brand !== undefined && (
            <p>
              <Link
                to="/search"
                search={{ filter: withValues([], "brand", [brand]) }}
                className="text-muted underline-offset-2 hover:underline"
              >
                {brand}
              </Link>
            </p>
          )}
          <h1 className="text-display break-words" dir="auto">
            {title}
          </h1>
        </div>
        <p className="flex flex-wrap items-baseline gap-x-4">
          {price === undefined ? (
            <span className="text-muted">Price not given</span>
          ) : (
            <span className="text-title font-semibold tabular-nums">
              {formatPrice(price, currency)}
            </span>
          )}
          {stock !== undefined && <span className={`text-small ${stockLook}`}>{stock}</span>}
        </p>
        <div className="flex flex-wrap gap-3">
          <Button
            look="primary"
            disabled={GONE.has(availability ?? "")}
            onClick={() => void addToCart(id)}
          >
            <ShoppingBag size={16} aria-hidden />
            Add to cart
          </Button>
          <Button aria-pressed={isWished} onClick={() => void toggleWish(id)}>
            <Heart size={16} aria-hidden className={isWished ? "fill-accent text-accent" : ""} />
            {isWished ? "On the wish list" : "Wish for it"}
          </Button>
        </div>
        <p role="status" className="min-h-[1.5em] text-small text-muted">
          {inCart > 0 && (
            <>
              {inCart} in your cart.{" "}
              <Link to="/cart" className="text-accent underline underline-offset-2">
                Go to the cart
              </Link>
            </>
          )}
        </p>
        {description !== undefined && description !== "" && (
          <p className="max-w-prose whitespace-pre-line" dir="auto">
            {description}
          </p>
        )}
        {attributes.length > 0 && (
          <section aria-label="Facts">
            <h2 className="pb-2 text-large">Facts</h2>
            <dl className="grid grid-cols-[minmax(6rem,auto)_1fr] gap-x-6">
              {attributes.map(([name, value]) => (
                <div
                  key={name}
                  className="col-span-2 grid grid-cols-subgrid border-t border-line py-2"
                >
                  <dt className="text-muted">{labelOf(name)}</dt>
                  <dd className="min-w-0 tabular-nums">
                    {[value]
                      .flat()
                      .map((one) => valueText(String(one), name))
                      .join(", ")}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        )}
      </div>
    </div>
  );
}

function Departments({ path }: { readonly path: readonly string[] }): ReactNode {
  if (path.length === 0) return null;
  return (
    <nav aria-label="Departments">
      <ol className="flex flex-wrap gap-x-2 text-small text-muted">
        {path.map((name, at) => (
          <li key={path.slice(0, at + 1).join(">")} className="flex gap-2">
            {at > 0 && <span aria-hidden>/</span>}
            <Link
              to="/search"
              search={{ filter: withValues([], "category", [path.slice(0, at + 1).join(" > ")]) }}
              className="underline-offset-2 hover:text-text hover:underline"
            >
              {name}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Gallery(props: { readonly images: readonly string[]; readonly title: string }): ReactNode {
  const { images, title } = props;
  const [at, setAt] = useState(0);
  return (
    <div className="flex flex-col gap-3">
      <div className="mx-auto w-full max-w-[32rem] overflow-hidden rounded-box border border-line">
        <ProductPicture image={images[at]} alt={title} isUrgent />
      </div>
      {images.length > 1 && (
        <ul aria-label="Pictures" className="flex gap-2 overflow-x-auto p-1">
          {images.map((image, place) => (
            <li key={image} className="shrink-0">
              <button
                type="button"
                aria-label={`Picture ${place + 1} of ${images.length}`}
                aria-pressed={place === at}
                onClick={() => {
                  setAt(place);
                }}
                className="block w-16 overflow-hidden rounded-box border border-line aria-pressed:border-2 aria-pressed:border-accent"
              >
                <ProductPicture image={image} alt="" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function NoProduct(): ReactNode {
  return (
    <div className="flex flex-col gap-10">
      <div className="flex flex-col items-start gap-4">
        <h1 className="text-display">This product is not in the shop any more</h1>
        <p className="text-muted">It was taken out, or the address has a typing error.</p>
        <Link to="/" className={buttonLook("primary")}>
          Go to the shop
        </Link>
      </div>
      <ProductRow heading="Much wanted" placement="trending" />
    </div>
  );
}

function ProductSkeleton(): ReactNode {
  return (
    <div aria-busy className="grid animate-pulse gap-6 md:grid-cols-2 md:gap-12">
      <div className="mx-auto aspect-[4/5] w-full max-w-[32rem] rounded-box bg-surface-2" />
      <div className="flex flex-col gap-4">
        <div className="h-4 w-1/2 rounded bg-surface-2" />
        <div className="h-8 rounded bg-surface-2" />
        <div className="h-6 w-1/4 rounded bg-surface-2" />
        <div className="h-10 w-1/2 rounded bg-surface-2" />
      </div>
    </div>
  );
}

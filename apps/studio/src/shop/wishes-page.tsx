/** @file What the shopper wishes for. */
import { useQueries } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { isMissing, productQuery } from "../api/queries.js";
import { buttonLook } from "../parts/button.js";
import { wishes } from "./cart.js";
import { useKept } from "./kept-state.js";
import { CardSkeleton, ProductCard } from "./product-card.js";
import { ProductRow } from "./product-row.js";
import { toCardProduct } from "./to-card-product.js";
import { useTitle } from "../parts/use-title.js";

export function WishesPage(): ReactNode {
  useTitle("Wish list");
  const ids = useKept(wishes);
  const asked = useQueries({ queries: ids.map((id) => productQuery(id)) });
  return (
    <div className="flex flex-col gap-10">
      <div>
        <h1 className="pb-6 text-display">Wish list</h1>
        {ids.length === 0 ? (
          <div className="flex flex-col items-start gap-4">
            <p className="text-muted">What you mark with the heart stays here.</p>
            <Link to="/" className={buttonLook("primary")}>
              Look around
            </Link>
          </div>
        ) : (
          <ul className="grid grid-cols-2 gap-x-4 gap-y-8 md:grid-cols-4 lg:grid-cols-5">
            {asked.map(({ data, error }, at) => (
              <li key={ids[at]} className="flex flex-col">
                {data !== undefined && <ProductCard product={toCardProduct(data)} level={2} />}
                {data === undefined && error === null && <CardSkeleton />}
                {error !== null && (
                  <p className="text-muted">
                    {isMissing(error) ? "No longer in the shop." : "Can not be shown now."}
                  </p>
                )}
              </li>
            ))}
          </ul>
        )}
      </div>
      <ProductRow heading="You may like" placement="for-you" exclude={ids} />
    </div>
  );
}

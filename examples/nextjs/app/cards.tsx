import Link from "next/link";
import type { ReactNode } from "react";

/** What is shown of a product. */
export interface CardProduct {
  readonly id: string;
  readonly title: string;
  readonly price?: number | undefined;
  readonly currency?: string | undefined;
}

export function Cards({ products }: { readonly products: readonly CardProduct[] }): ReactNode {
  return (
    <ul className="cards">
      {products.map((product) => (
        <li key={product.id}>
          <Link href={`/products/${encodeURIComponent(product.id)}`}>{product.title}</Link>
          <span>{toPrice(product)}</span>
        </li>
      ))}
    </ul>
  );
}

export function toPrice({ price, currency = "EUR" }: Omit<CardProduct, "id" | "title">): string {
  if (price === undefined) return "Price on request";
  return new Intl.NumberFormat("en", { style: "currency", currency }).format(price);
}

import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { Cards, toPrice } from "../../cards";
import { AddToCart } from "../../storefront/add-to-cart";
import { Viewed } from "../../storefront/viewed";
import { ask, toNote, vitrine } from "../../vitrine";

interface Props {
  readonly params: Promise<{ readonly id: string }>;
}

export default async function ProductPage({ params }: Props): Promise<ReactNode> {
  const id = decodeURIComponent((await params).id);
  const [{ answer: product, problem }, { answer: similar }] = await Promise.all([
    ask(vitrine.product(id)),
    ask(vitrine.recommendations({ placement: "similar", product: id, details: true, limit: 4 })),
  ]);
  if (problem?.status === 404) notFound();
  if (problem !== undefined) return <p role="status">{toNote(problem)}</p>;
  const products = similar?.items.flatMap((item) => item.product ?? []) ?? [];
  return (
    <>
      <h1>{product.title}</h1>
      <p>{product.description}</p>
      <p className="price">{toPrice(product)}</p>
      <AddToCart key={id} product={id} />
      {products.length > 0 && (
        <>
          <h2>Similar</h2>
          <Cards products={products} />
        </>
      )}
      <vitrine-products placement="recently-viewed" heading="Seen last" />
      <Viewed product={id} />
    </>
  );
}

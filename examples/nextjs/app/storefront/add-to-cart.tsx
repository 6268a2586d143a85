"use client";
import { useState } from "react";
import type { ReactNode } from "react";

/** A button that puts a product into the cart. */
export function AddToCart({ product }: { readonly product: string }): ReactNode {
  // Kept until it is through, so that a second try is not a second event.
  const [key, setKey] = useState(() => crypto.randomUUID());
  const [note, setNote] = useState("");
  const add = async (): Promise<void> => {
    const sent = await fetch("/api/cart", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ product, key }),
    }).catch(() => undefined);
    setNote(sent?.ok === true ? "It is in your cart." : "That did not work. Please try again.");
    if (sent?.ok === true) setKey(crypto.randomUUID());
  };
  return (
    <p>
      <button type="button" onClick={() => void add()}>
        Add to cart
      </button>{" "}
      <span role="status">{note}</span>
    </p>
  );
}

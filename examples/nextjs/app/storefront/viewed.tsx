"use client";
import { useEffect } from "react";
import { tracker } from "./tracker";

/** Tells that the visitor looks at a product. */
export function Viewed({ product }: { readonly product: string }): null {
  useEffect(() => {
    void tracker.then(({ track }) => {
      track({ kind: "view", product });
    });
  }, [product]);
  return null;
}

"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { startElements } from "./tracker";

/** Brings `<vitrine-search>` and `<vitrine-products>` to life, wherever they are on the page. */
export function Elements({
  url,
  publicKey,
}: {
  readonly url: string;
  readonly publicKey: string;
}): null {
  const router = useRouter();
  useEffect(() => {
    void startElements({ url, key: publicKey });
  }, [url, publicKey]);
  useEffect(() => {
    // A search stays within the app, without loading the page anew.
    const onSearch = (event: Event): void => {
      const { query, kind } = (event as CustomEvent<{ query: string; kind: string }>).detail;
      if (kind === "product") return;
      event.preventDefault();
      router.push(`/search?q=${encodeURIComponent(query)}`);
    };
    document.addEventListener("vitrine-search", onSearch);
    return () => {
      document.removeEventListener("vitrine-search", onSearch);
    };
  }, [router]);
  return null;
}

/** @file The title of the page: what tells tabs and history apart, and what a screen reader says first. */
import { useEffect } from "react";

export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} – Vitrine`;
  }, [title]);
}

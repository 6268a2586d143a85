import type { DetailedHTMLProps, HTMLAttributes } from "react";

type ElementProps<Own> = DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement> & Own;

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "vitrine-search": ElementProps<{ placeholder?: string; label?: string; limit?: number }>;
      "vitrine-products": ElementProps<{
        placement: string;
        product?: string;
        cart?: string;
        limit?: number;
        heading?: string;
      }>;
    }
  }
}

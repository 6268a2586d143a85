/** @file A product in a list. */
import { Link } from "@tanstack/react-router";
import { EyeOff, Heart, Info, ShoppingBag } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "../parts/button.js";
import { formatPrice } from "../parts/money.js";
import { ProductPicture } from "../parts/product-picture.js";
import { addToCart, toggleWish, wishes } from "./cart.js";
import { useKept } from "./kept-state.js";
import { track } from "./shopper.js";

/** What a card shows of a product. */
export interface CardProduct {
  readonly id: string;
  readonly title: string;
  readonly brand?: string;
  readonly price?: number;
  readonly currency?: string;
  readonly availability?: string;
  readonly image?: string;
  readonly variants?: number;
}

interface ProductCardProps {
  readonly product: CardProduct;
  /** The list that shows it, for whatever comes of it. */
  readonly listId?: string;
  /** Why it is here. */
  readonly reason?: ReactNode;
  readonly isUrgent?: boolean;
  /** Level of its heading; default 3, below the heading of a row. */
  readonly level?: 2 | 3;
  /** Says why it is here; no button without it. */
  readonly onWhy?: () => void;
  /** Takes it out of the list for good; no button without it. */
  readonly onHide?: () => void;
}

const GONE = new Set(["out_of_stock", "discontinued"]);

export function ProductCard(props: ProductCardProps): ReactNode {
  const { product, listId, reason, isUrgent = false, level = 3, onHide, onWhy } = props;
  const Heading = `h${level}` as const;
  const { id, title, brand, price, currency, availability, image, variants = 0 } = product;
  const isWished = useKept(wishes).includes(id);
  const isGone = availability !== undefined && GONE.has(availability);
  const tellClick = (): void => {
    track({ kind: "click", product: id, ...(listId === undefined ? {} : { listId }) });
  };
  return (
    <article className="group relative flex min-w-0 flex-col">
      <div className="relative overflow-hidden rounded-box border border-line">
        <ProductPicture image={image} alt="" isUrgent={isUrgent} />
        {isGone && (
          <span className="absolute start-2 top-2 rounded bg-surface-1 px-2 py-0.5 text-label font-medium">
            {availability === "discontinued" ? "Discontinued" : "Sold out"}
          </span>
        )}
      </div>
      <div className="flex min-w-0 flex-1 flex-col pt-2">
        <p className="min-h-[1.5em] truncate text-label text-muted">{brand}</p>
        <Heading className="line-clamp-2 min-h-[3em] font-medium break-words">
          <Link
            to="/products/$id"
            params={{ id }}
            onClick={tellClick}
            className="after:absolute after:inset-0 after:rounded-box group-hover:underline focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-offset-2 focus-visible:after:outline-accent"
          >
            {title}
          </Link>
        </Heading>
        <div className="mt-auto flex items-center justify-between gap-2">
          <p className="tabular-nums">
            {price === undefined ? (
              <span className="text-small text-muted">Price not given</span>
            ) : (
              <span className="font-semibold">{formatPrice(price, currency)}</span>
            )}
            {variants > 0 && (
              <span className="hidden ps-2 text-label text-muted sm:inline">+{variants} more</span>
            )}
          </p>
          <div className="relative z-10 -me-2 flex">
            {onWhy !== undefined && (
              <IconButton label={`Why ${title} is here`} onClick={onWhy}>
                <Info size={16} aria-hidden />
              </IconButton>
            )}
            {onHide !== undefined && (
              <IconButton label={`Not interested in ${title}`} onClick={onHide}>
                <EyeOff size={16} aria-hidden />
              </IconButton>
            )}
            <IconButton
              label={isWished ? `Take ${title} off the wish list` : `Wish for ${title}`}
              aria-pressed={isWished}
              onClick={() => void toggleWish(id)}
            >
              <Heart size={16} aria-hidden className={isWished ? "fill-accent text-accent" : ""} />
            </IconButton>
            <IconButton
              label={`Add ${title} to the cart`}
              disabled={isGone}
              onClick={() => void addToCart(id, listId)}
            >
              <ShoppingBag size={16} aria-hidden />
            </IconButton>
          </div>
        </div>
        {reason !== undefined && (
          <p className="line-clamp-2 min-h-[3em] text-label text-muted">{reason}</p>
        )}
      </div>
    </article>
  );
}

/** Where a card will be. */
export function CardSkeleton(): ReactNode {
  return (
    <div aria-hidden className="flex animate-pulse flex-col">
      <div className="aspect-[4/5] rounded-box bg-surface-2" />
      <div className="mt-3 h-3 w-1/3 rounded bg-surface-2" />
      <div className="mt-3 h-4 rounded bg-surface-2" />
      <div className="mt-2 h-4 w-2/3 rounded bg-surface-2" />
      <div className="mt-4 mb-3 h-4 w-1/4 rounded bg-surface-2" />
    </div>
  );
}

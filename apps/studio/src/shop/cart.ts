/** @file The cart and the wish list of this browser; the server is told of every change. */
import type { Product } from "vitrine/client";
import { createKeptState } from "./kept-state.js";
import { trackNow } from "./shopper.js";

/** Pieces of each product, in the order they were added. */
export type Cart = Readonly<Record<string, number>>;

const MOST_PIECES = 99;

export const cart = createKeptState<Cart>("vitrine.cart", (stored) =>
  Object.fromEntries(
    Object.entries(typeof stored === "object" && stored !== null ? stored : {}).filter(
      ([, pieces]) => Number.isInteger(pieces) && pieces > 0 && pieces <= MOST_PIECES,
    ),
  ),
);

/** The ids of products that are wished for. */
export const wishes = createKeptState<readonly string[]>("vitrine.wishes", (stored) =>
  Array.isArray(stored) ? stored.filter((id) => typeof id === "string") : [],
);

export async function addToCart(id: string, listId?: string): Promise<void> {
  const held = cart.get();
  cart.set({ ...held, [id]: Math.min(MOST_PIECES, (held[id] ?? 0) + 1) });
  await trackNow({ kind: "add_to_cart", product: id, ...(listId === undefined ? {} : { listId }) });
}

/** Sets how many pieces are wanted; 0 takes the product out. */
export async function setPieces(id: string, pieces: number): Promise<void> {
  const { [id]: before = 0, ...others } = cart.get();
  const next = Math.max(0, Math.min(MOST_PIECES, Math.round(pieces)));
  if (next === before) return;
  cart.set(next === 0 ? others : { ...cart.get(), [id]: next });
  if (next === 0) await trackNow({ kind: "remove_from_cart", product: id });
  else if (before === 0) await trackNow({ kind: "add_to_cart", product: id });
}

export async function toggleWish(id: string): Promise<void> {
  const held = wishes.get();
  if (held.includes(id)) {
    wishes.set(held.filter((other) => other !== id));
    return;
  }
  wishes.set([...held, id]);
  await trackNow({ kind: "like", product: id });
}

/** What a checkout would do: tells of every purchase and empties the cart. */
export async function pretendToBuy(
  products: ReadonlyMap<string, Pick<Product, "price" | "currency">>,
): Promise<void> {
  const bought = Object.keys(cart.get());
  await trackNow(
    ...bought.map((id) => {
      const { price, currency } = products.get(id) ?? {};
      return {
        kind: "purchase" as const,
        product: id,
        ...(price === undefined ? {} : { value: price }),
        ...(price === undefined || currency === undefined ? {} : { currency }),
      };
    }),
  );
  cart.set({});
}

/** @file Recommendations before anybody asks: like searches, the first few hundred of a process are slow. */
import { setImmediate as turn } from "node:timers/promises";
import { toShopperHistory } from "../behaviour/shopper-history.js";
import type { EventWeights } from "../behaviour/event-weights.js";
import type { Placement } from "./placement.js";
import { recommendProducts } from "./recommend.js";
import type { RecommendationState } from "./recommend.js";

const MOST_ANSWERS = 300;
/** A small shop is answered fast enough by what is not compiled. */
const PRODUCTS_PER_ANSWER = 200;
/** Products in the history of a shopper who is made up. */
const HISTORY = 10;

/** Asks each placement in turn, for shoppers who looked at what is popular. */
export async function practiseRecommendations(
  state: Omit<RecommendationState, "history">,
  placements: readonly Placement[],
  { weights, signal }: { readonly weights: EventWeights; readonly signal: AbortSignal },
): Promise<void> {
  const popular = state.counts.popular(state.now);
  const wanted = Math.min(MOST_ANSWERS, Math.floor(state.index.columns.size / PRODUCTS_PER_ANSWER));
  const count = popular.length === 0 || placements.length === 0 ? 0 : wanted;
  const time = new Date(state.now).toISOString();
  for (let step = 0; step < count && !signal.aborted; step++) {
    const seen = Array.from({ length: HISTORY }, (_, at) => popular[(step + at) % popular.length]!);
    const history = toShopperHistory(
      seen.map(({ id }) => ({ kind: "view", product: id, time })),
      weights,
    );
    const placement = placements[step % placements.length]!;
    // What goes wrong is told to whoever asks.
    await recommendProducts({ ...state, history }, placement, { product: seen[0]!.id }).catch(
      () => undefined,
    );
    await turn();
  }
}

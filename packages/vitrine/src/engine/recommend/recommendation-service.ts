/**
 * @file Recommendations of a running engine: what is known of the shopper, what was learned, what is
 * counted and what is in stock, each as it is now.
 */
import { randomUUID } from "node:crypto";
import { VitrineError } from "../../errors.js";
import type { LiveBehaviour } from "../behaviour/live-behaviour.js";
import { toShopperHistory } from "../behaviour/shopper-history.js";
import type { EngineContext } from "../engine-context.js";
import { followArtifact } from "../follow-artifact.js";
import type { LiveIndex } from "../live-index.js";
import { currentBehaviourModels, RECOMMENDATIONS_ARTIFACT } from "./behaviour-models.js";
import type { Placement } from "./placement.js";
import { recommendProducts } from "./recommend.js";
import type { RecommendedItems, RecommendOptions } from "./recommend.js";

/** An answer, with a name that events can carry. */
export interface RecommendationAnswer extends RecommendedItems {
  /** What events that this answer leads to should carry. */
  readonly listId: string;
}

/** Prepares to recommend in a workspace. */
export function createRecommendationService(
  context: EngineContext,
  current: LiveIndex,
  behaviour: LiveBehaviour,
): (options: RecommendOptions) => Promise<RecommendationAnswer> {
  const models = followArtifact(context, RECOMMENDATIONS_ARTIFACT, currentBehaviourModels);
  return async ({ placement: name, ...options }) => {
    const placement = needPlacement(context, name);
    const [counts, learned, events] = await Promise.all([
      behaviour.counts(),
      models(),
      behaviour.eventsOf(options),
    ]);
    const history = toShopperHistory(events, context.config.recommendations.weights);
    const now = context.clock().getTime();
    const listed = await current.use(async (index) =>
      recommendProducts({ index, models: learned, counts, history, now }, placement, options),
    );
    return { listId: randomUUID(), ...listed };
  };
}

function needPlacement({ config }: EngineContext, name: string): Placement {
  const placement = Object.hasOwn(config.placements, name) ? config.placements[name] : undefined;
  if (placement !== undefined) return placement;
  const known = Object.keys(config.placements).sort().join(", ");
  throw new VitrineError(
    "PARAM_INVALID",
    `The placement must be one of ${known}; got "${name}". Add it to placements in vitrine.config.ts, or use one of these.`,
    { param: "placement", got: name },
  );
}

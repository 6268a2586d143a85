/**
 * @file Recommendations of a running engine: what is known of the shopper, what was learned, what is
 * counted and what is in stock, each as it is now.
 */
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { VitrineError } from "../../errors.js";
import type { LiveBehaviour } from "../behaviour/live-behaviour.js";
import { toShopperHistory } from "../behaviour/shopper-history.js";
import type { EngineContext } from "../engine-context.js";
import { followArtifact } from "../follow-artifact.js";
import type { LiveIndex } from "../live-index.js";
import { currentBehaviourModels, RECOMMENDATIONS_ARTIFACT } from "./behaviour-models.js";
import type { Placement } from "./placement.js";
import { practiseRecommendations } from "./practise-recommendations.js";
import { recommendProducts } from "./recommend.js";
import type { RecommendationState, RecommendedItems, RecommendOptions } from "./recommend.js";

/** An answer, with a name that events can carry. */
export interface RecommendationAnswer extends RecommendedItems {
  /** What events that this answer leads to should carry. */
  readonly listId: string;
}

/** Recommends in a workspace. */
export interface RecommendationService {
  readonly recommend: (options: RecommendOptions) => Promise<RecommendationAnswer>;
  /**
   * Reads and compiles what the first answers would wait for, once; it takes at most some seconds, and
   * what goes wrong is said and told to whoever asks for recommendations.
   */
  readonly prepare: () => Promise<void>;
}

const LONGEST_PREPARATION_MS = 10_000;

/** Prepares to recommend in a workspace. */
export function createRecommendationService(
  context: EngineContext,
  current: LiveIndex,
  behaviour: LiveBehaviour,
): RecommendationService {
  const { placements, recommendations } = context.config;
  const { weights } = recommendations;
  const followed = followArtifact(context, RECOMMENDATIONS_ARTIFACT, currentBehaviourModels);
  const known = async (): Promise<Omit<RecommendationState, "index" | "history">> => {
    const [counts, models] = await Promise.all([behaviour.counts(), followed()]);
    return { counts, models, now: context.clock().getTime() };
  };
  let preparing: Promise<void> | undefined;
  const prepare = async (): Promise<void> => {
    try {
      const state = await known();
      await current.use(async (index) =>
        practiseRecommendations({ ...state, index }, Object.values(placements), {
          weights,
          signal: context.closing,
        }),
      );
    } catch (error) {
      if (context.closing.aborted) return;
      context.log.warn(
        `Recommendations must be readable before they are asked for; got: ${error instanceof Error ? error.message : String(error)} Searches are answered all the same.`,
      );
    }
  };
  return {
    async recommend({ placement: name, ...options }) {
      const placement = needPlacement(context, name);
      const [state, events] = await Promise.all([known(), behaviour.eventsOf(options)]);
      const history = toShopperHistory(events, weights);
      const listed = await current.use(async (index) =>
        recommendProducts({ ...state, index, history }, placement, options),
      );
      return { listId: randomUUID(), ...listed };
    },
    async prepare() {
      preparing ??= Promise.race([
        prepare(),
        // Searches do not wait for a database that does not answer, or for a past that is counted anew.
        sleep(LONGEST_PREPARATION_MS, undefined, { ref: false }),
      ]);
      return preparing;
    },
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

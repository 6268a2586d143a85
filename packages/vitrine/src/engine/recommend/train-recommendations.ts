/** @file Learns the models of recommendations from all events and publishes them. */
import type { Interactions } from "../../models/interactions.js";
import type { Model } from "../../models/model.js";
import { fitModel } from "../../models/models.js";
import { writeCountsSnapshot } from "../behaviour/counts-snapshot.js";
import { notReady } from "../engine-context.js";
import type { EngineContext, StageProgress } from "../engine-context.js";
import { ENGINE_VERSION } from "../version.js";
import {
  modelRoles,
  RECOMMENDATIONS_ARTIFACT,
  toBehaviourModels,
  writeBehaviourModels,
} from "./behaviour-models.js";
import type { BehaviourModels, ModelRole } from "./behaviour-models.js";
import { collectBehaviour } from "./collect-interactions.js";
import type { CollectedBehaviour } from "./collect-interactions.js";

export interface TrainOptions {
  /** Of everything that is drawn; default 1. Same events and seed, same bytes. */
  readonly seed?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: StageProgress;
}

/** What was learned. */
export interface TrainResult {
  readonly version: string;
  readonly events: number;
  /** Shoppers and visitors. */
  readonly people: number;
  readonly products: number;
  /** Visits and orders with more than one product: what "also viewed" and "bought together" are learned from. */
  readonly visits: number;
  readonly orders: number;
  /** The kind of model of each role. */
  readonly models: Readonly<Record<ModelRole, string>>;
  readonly tookMs: number;
}

const BATCH = 10_000;

/**
 * Trains.
 *
 * @throws {VitrineError} `NOT_READY` where there is no event to learn from; `CANCELLED`.
 */
export async function trainRecommendations(
  context: EngineContext,
  { seed = 1, signal, onProgress }: TrainOptions = {},
): Promise<TrainResult> {
  const started = context.now();
  const { weights, model: wanted } = context.config.recommendations;
  const store = await context.store.open();
  const identity = await store.identity();
  const { eventCount } = await store.behaviour();
  const scan = { batchSize: BATCH, ...(signal === undefined ? {} : { signal }) };
  const latest = context.clock().getTime();
  const behaviour = await collectBehaviour(store.eventsSince(0, scan), weights, latest, (events) =>
    onProgress?.("reading events", events, eventCount),
  );
  if (behaviour.items.length === 0) {
    throw notReady(
      context,
      "events of products that interested someone",
      "Record some, or import them: vitrine import events FILE",
    );
  }
  const { models, kinds } = await fitBehaviourModels(behaviour, wanted, {
    seed,
    ...(signal === undefined ? {} : { signal }),
    ...(onProgress === undefined ? {} : { onProgress }),
  });
  const facts = factsOf(behaviour);
  const { version } = await context.registry.publish(
    {
      name: RECOMMENDATIONS_ARTIFACT,
      kind: "recommendations",
      seed,
      options: { models: kinds, weights, ...facts },
      licence: "LicenseRef-shop-data",
      engineVersion: ENGINE_VERSION,
    },
    async (folder) => {
      await writeBehaviourModels(folder, models);
      const { sequence, counts } = behaviour;
      await writeCountsSnapshot(folder, { identity, sequence, weights, counts: counts.save() });
    },
  );
  return { version, ...facts, models: kinds, tookMs: context.now() - started };
}

/** What serves: a model for each role, and of what kind each is. */
export interface FittedModels {
  readonly models: BehaviourModels;
  readonly kinds: Readonly<Record<ModelRole, string>>;
}

/** Learns a model for each role. */
export async function fitBehaviourModels(
  behaviour: CollectedBehaviour,
  wanted: "auto" | "itemknn" | "ease" | "gf-cf",
  {
    seed,
    signal,
    onProgress,
  }: {
    readonly seed: number;
    readonly signal?: AbortSignal;
    readonly onProgress?: StageProgress;
  },
): Promise<FittedModels> {
  const kinds: Readonly<Record<ModelRole, string>> = {
    forYou: wanted === "auto" ? bestModelFor(behaviour.items.length) : wanted,
    alsoViewed: "co-occurrence",
    boughtTogether: "co-occurrence",
  };
  const inputs: Readonly<Record<ModelRole, Interactions>> = {
    forYou: behaviour.interest,
    alsoViewed: behaviour.visits,
    boughtTogether: behaviour.orders,
  };
  const fitted: Partial<Record<ModelRole, Model>> = {};
  for (const role of modelRoles) {
    fitted[role] = await fitModel(
      kinds[role],
      inputs[role],
      {},
      {
        seed,
        ...(signal === undefined ? {} : { signal }),
        onProgress: (done, total) => onProgress?.(`learning ${STAGES[role]}`, done, total),
      },
    );
  }
  const models = toBehaviourModels(fitted as Record<ModelRole, Model>, behaviour.items);
  return { models, kinds };
}

/** Products up to which the closed form, which is the better, takes but seconds and some hundred megabytes. */
const MOST_FOR_EASE = 5000;

function bestModelFor(products: number): "ease" | "itemknn" {
  return products <= MOST_FOR_EASE ? "ease" : "itemknn";
}

const STAGES: Readonly<Record<ModelRole, string>> = {
  forYou: "what shoppers like",
  alsoViewed: "what is viewed together",
  boughtTogether: "what is bought together",
};

function factsOf(
  behaviour: CollectedBehaviour,
): Pick<TrainResult, "events" | "people" | "products" | "visits" | "orders"> {
  return {
    events: behaviour.events,
    people: behaviour.people,
    products: behaviour.items.length,
    visits: withSeveral(behaviour.visits),
    orders: withSeveral(behaviour.orders),
  };
}

function withSeveral({ rowStarts, userCount }: Interactions): number {
  let rows = 0;
  for (let user = 0; user < userCount; user++) {
    if (rowStarts[user + 1]! - rowStarts[user]! > 1) rows += 1;
  }
  return rows;
}

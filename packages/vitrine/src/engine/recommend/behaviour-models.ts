/**
 * @file What was learned of all shoppers' behaviour, as an artifact: models of items, none of them
 * holding a shopper.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { VitrineError } from "../../errors.js";
import type { Model } from "../../models/model.js";
import { loadModel } from "../../models/models.js";
import { readCountsSnapshot } from "../behaviour/counts-snapshot.js";
import type { CountsSnapshot } from "../behaviour/counts-snapshot.js";
import type { EventWeights } from "../behaviour/event-weights.js";
import type { EngineContext } from "../engine-context.js";

/** The artifact that holds the models. */
export const RECOMMENDATIONS_ARTIFACT = "recommendations";

/** What models are learned for. */
export const modelRoles = ["forYou", "alsoViewed", "boughtTogether"] as const;
export type ModelRole = (typeof modelRoles)[number];

/** The counts that were kept with the models that serve now; undefined where there are none to go on from. */
export async function currentCountsSnapshot(
  { registry }: Pick<EngineContext, "registry">,
  weights: EventWeights,
): Promise<CountsSnapshot | undefined> {
  if ((await registry.current(RECOMMENDATIONS_ARTIFACT)) === undefined) return undefined;
  return readCountsSnapshot(await registry.load(RECOMMENDATIONS_ARTIFACT), weights);
}

/** What was learned. */
export interface BehaviourModels extends Readonly<Record<ModelRole, Model>> {
  readonly itemCount: number;
  readonly idOf: (item: number) => string;
  /** −1 where the models do not know the product. */
  readonly itemOf: (id: string) => number;
}

const HEAD = "models.json";
const fileOf = (role: ModelRole): string => `${role}.bin`;
const headSchema = z.strictObject({
  layout: z.literal(1),
  kinds: z.strictObject({ forYou: z.string(), alsoViewed: z.string(), boughtTogether: z.string() }),
  /** Ids of the products, by item. */
  items: z.array(z.string()),
});

/** Brings models and the names of their items together. */
export function toBehaviourModels(
  models: Readonly<Record<ModelRole, Model>>,
  items: readonly string[],
): BehaviourModels {
  const itemOf = new Map(items.map((id, item) => [id, item]));
  return Object.freeze({
    ...models,
    itemCount: items.length,
    idOf: (item: number) => items[item]!,
    itemOf: (id: string) => itemOf.get(id) ?? -1,
  });
}

/** Writes models into an empty folder. */
export async function writeBehaviourModels(folder: string, models: BehaviourModels): Promise<void> {
  const kinds = Object.fromEntries(modelRoles.map((role) => [role, models[role].kind]));
  const items = Array.from({ length: models.itemCount }, (_, item) => models.idOf(item));
  await writeFile(join(folder, HEAD), JSON.stringify({ layout: 1, kinds, items }));
  for (const role of modelRoles) await writeFile(join(folder, fileOf(role)), models[role].save());
}

/**
 * The models that serve now; undefined until some were trained.
 *
 * @throws {VitrineError} `ARTIFACT_INVALID` when they are damaged.
 */
export async function currentBehaviourModels({
  registry,
}: Pick<EngineContext, "registry">): Promise<BehaviourModels | undefined> {
  if ((await registry.current(RECOMMENDATIONS_ARTIFACT)) === undefined) return undefined;
  const artifact = await registry.load(RECOMMENDATIONS_ARTIFACT);
  const invalid = (file: string, cause?: unknown): VitrineError<"ARTIFACT_INVALID"> =>
    new VitrineError(
      "ARTIFACT_INVALID",
      `The models must be ones that this version can read; got ${artifact.name} ${artifact.version} with other content in ${file}. Train again: vitrine train`,
      { name: artifact.name, version: artifact.version, file },
      { cause },
    );
  const head = headSchema.safeParse(JSON.parse(await readFile(artifact.file(HEAD), "utf8")));
  if (!head.success) throw invalid(HEAD, head.error);
  const { kinds, items } = head.data;
  const read = async (role: ModelRole): Promise<Model> => {
    const bytes = await readFile(artifact.file(fileOf(role)));
    let model: Model;
    try {
      model = loadModel(kinds[role], bytes);
    } catch (error) {
      throw invalid(fileOf(role), error);
    }
    if (model.itemCount !== items.length) throw invalid(fileOf(role));
    return model;
  };
  const [forYou, alsoViewed, boughtTogether] = await Promise.all([
    read("forYou"),
    read("alsoViewed"),
    read("boughtTogether"),
  ]);
  return toBehaviourModels({ forYou, alsoViewed, boughtTogether }, items);
}

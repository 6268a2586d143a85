/**
 * @file How the sources are weighed, as an artifact of its own: it holds for every index until it
 * is rolled back, and a running engine follows it.
 *
 * The first version says nothing, so that the first tuning can be taken back too: what the index
 * itself was built with holds then.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { VitrineError } from "../errors.js";
import type { LoadedArtifact } from "../registry/registry.js";
import type { EngineContext } from "./engine-context.js";
import { rankingOptionsSchema } from "./ranking/ranking-options.js";
import type { RankingOptions } from "./ranking/ranking-options.js";
import { ENGINE_VERSION } from "./version.js";

/** The artifact that holds the tuned ranking. */
export const RANKING_ARTIFACT = "ranking";

const FILE = "ranking.json";
const NOTHING = { layout: 1, ranking: null } as const;

const gainSchema = z.strictObject({ value: z.number(), low: z.number(), high: z.number() });
const contentSchema = z.strictObject({
  layout: z.literal(1),
  /** null: what the index was built with. */
  ranking: rankingOptionsSchema.nullable(),
  /** What it gains on queries that it was not learned from, in ndcg@10, with its 95 % interval. */
  gain: gainSchema.optional(),
  judgements: z.strictObject({ queries: z.int(), fingerprint: z.string() }).optional(),
});

/** What was learned, and from what. */
export interface TunedRanking {
  readonly ranking: RankingOptions;
  readonly gain: z.output<typeof gainSchema>;
  readonly judgements: { readonly queries: number; readonly fingerprint: string };
  readonly seed: number;
}

/** The tuned ranking that holds now; undefined where the index's own does. */
export async function currentRanking({
  registry,
}: Pick<EngineContext, "registry">): Promise<RankingOptions | undefined> {
  if ((await registry.history(RANKING_ARTIFACT)).length === 0) return undefined;
  return readRankingArtifact(await registry.load(RANKING_ARTIFACT));
}

/**
 * Reads the ranking of a version.
 *
 * @throws {VitrineError} `ARTIFACT_INVALID` when it does not hold one.
 */
export async function readRankingArtifact(
  artifact: LoadedArtifact,
): Promise<RankingOptions | undefined> {
  const parsed = contentSchema.safeParse(JSON.parse(await readFile(artifact.file(FILE), "utf8")));
  if (parsed.success) return parsed.data.ranking ?? undefined;
  throw new VitrineError(
    "ARTIFACT_INVALID",
    `The tuned ranking must be one that this version can read; got ${artifact.name} ${artifact.version} with other content. Go back: vitrine artifacts rollback ranking`,
    { name: artifact.name, version: artifact.version, file: FILE },
  );
}

/** Publishes; every search from now on ranks so. */
export async function publishRanking(
  context: EngineContext,
  { ranking, gain, judgements, seed }: TunedRanking,
): Promise<string> {
  const current = (await context.registry.history(RANKING_ARTIFACT)).at(-1)?.version;
  const expectedCurrent = current ?? (await write(context, NOTHING, { options: {} }, null));
  return write(
    context,
    { layout: 1, ranking, gain, judgements },
    { options: { judgements }, seed, metrics: { "held-out gain in ndcg@10": gain } },
    expectedCurrent,
  );
}

async function write(
  { registry }: EngineContext,
  content: z.input<typeof contentSchema>,
  draft: Pick<Parameters<typeof registry.publish>[0], "options" | "seed" | "metrics">,
  expectedCurrent: string | null,
): Promise<string> {
  const { version } = await registry.publish(
    {
      name: RANKING_ARTIFACT,
      kind: "ranking",
      ...draft,
      licence: "LicenseRef-shop-data",
      engineVersion: ENGINE_VERSION,
    },
    async (folder) => writeFile(join(folder, FILE), JSON.stringify(content, null, 2)),
    { expectedCurrent },
  );
  return version;
}

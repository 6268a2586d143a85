/**
 * @file The counts of behaviour as a file of an artifact, so that a process need not count every
 * event of the past again.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { LoadedArtifact } from "../../registry/registry.js";
import { eventWeightsSchema } from "./event-weights.js";
import type { EventWeights } from "./event-weights.js";
import { savedCountsSchema } from "./live-counts.js";

const FILE = "counts.json";

const snapshotSchema = z.strictObject({
  /** Of the database whose events were counted. */
  identity: z.string(),
  /** Of the last event that was counted. */
  sequence: z.int().nonnegative(),
  weights: eventWeightsSchema,
  counts: savedCountsSchema,
});

/** Counts, and what they are counts of. */
export type CountsSnapshot = z.infer<typeof snapshotSchema>;

/** Writes counts into the folder of an artifact. */
export async function writeCountsSnapshot(folder: string, snapshot: CountsSnapshot): Promise<void> {
  await writeFile(join(folder, FILE), JSON.stringify(snapshot));
}

/** The counts of an artifact; undefined where it has none that this version and these weights can go on from. */
export async function readCountsSnapshot(
  artifact: LoadedArtifact,
  weights: EventWeights,
): Promise<CountsSnapshot | undefined> {
  const { data } = snapshotSchema.safeParse(
    JSON.parse(await readFile(artifact.file(FILE), "utf8")) as unknown,
  );
  return JSON.stringify(data?.weights) === JSON.stringify(weights) ? data : undefined;
}

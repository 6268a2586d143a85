/** @file Artifacts in the paths and answers of routes. */
import { z } from "zod";

export const artifactName = z.string().min(1).max(100);

/** Which version is served now. */
export const aliasMoveShape = z.strictObject({
  name: z.string(),
  version: z.string(),
  alias: z.literal("current"),
});

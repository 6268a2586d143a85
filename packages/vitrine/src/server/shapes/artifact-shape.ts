/** @file Artifacts in the paths and answers of routes. */
import { z } from "zod";

/** Which version is served now. */
export const aliasMoveShape = z.strictObject({
  name: z.string(),
  version: z.string(),
  alias: z.literal("current"),
});

/** @file `POST /v1/artifacts/{name}/rollback`. */
import { z } from "zod";
import { artifactNameSchema } from "../../registry/manifest.js";
import { defineRoute } from "../route.js";
import { aliasMoveShape } from "../shapes/artifact-shape.js";

export const rollbackArtifactRoute = defineRoute({
  method: "POST",
  path: "/v1/artifacts/{name}/rollback",
  name: "rollbackArtifact",
  summary: "Goes back to the version that was served before.",
  access: "artifacts",
  params: z.strictObject({ name: artifactNameSchema }),
  answer: aliasMoveShape,
  handle: async ({ engine, params: { name } }) => ({
    name,
    version: await engine.artifacts.rollback(name),
    alias: "current" as const,
  }),
});

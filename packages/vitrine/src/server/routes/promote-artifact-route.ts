/** @file `POST /v1/artifacts/{name}/promote`. */
import { z } from "zod";
import { artifactNameSchema, versionSchema } from "../../registry/manifest.js";
import { defineRoute } from "../route.js";
import { aliasMoveShape } from "../shapes/artifact-shape.js";

export const promoteArtifactRoute = defineRoute({
  method: "POST",
  path: "/v1/artifacts/{name}/promote",
  name: "promoteArtifact",
  summary: "Makes a version the one that is served, once it is verified.",
  access: "artifacts",
  params: z.strictObject({ name: artifactNameSchema }),
  body: z.strictObject({ version: versionSchema }),
  answer: aliasMoveShape,
  handle: async ({ engine, params: { name }, body: { version } }) => {
    await engine.artifacts.promote(name, version);
    return { name, version, alias: "current" as const };
  },
});

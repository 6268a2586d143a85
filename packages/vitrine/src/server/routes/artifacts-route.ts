/** @file `GET /v1/artifacts`. */
import { z } from "zod";
import { defineRoute } from "../route.js";

const artifactShape = z
  .strictObject({
    name: z.string(),
    version: z.string(),
    kind: z.string().nullable(),
    created: z.string().nullable(),
    bytes: z.int().nullable(),
    aliases: z.array(z.string()).readonly(),
    problem: z.string().nullable(),
  })
  .readonly()
  .meta({ id: "ArtifactSummary" });

export const artifactsRoute = defineRoute({
  method: "GET",
  path: "/v1/artifacts",
  name: "artifacts",
  summary: "What the workspace has built, by name and version.",
  access: "artifacts",
  answer: z.strictObject({ artifacts: z.array(artifactShape).readonly() }),
  handle: async ({ engine }) => ({ artifacts: await engine.artifacts.list() }),
});

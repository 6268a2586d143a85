/** @file `GET /health/ready`. */
import { z } from "zod";
import { isOperator } from "../access.js";
import { defineRoute } from "../route.js";

export const readyRoute = defineRoute({
  method: "GET",
  path: "/health/ready",
  name: "ready",
  summary: "Answers 200 only when the index that is served is loaded, verified and up to date.",
  access: "anyone",
  isVital: true,
  answer: z.strictObject({
    status: z.literal("ready"),
    artifact: z.string(),
    version: z.string(),
    products: z.int(),
    coming: z
      .array(
        z.strictObject({
          artifact: z.string(),
          version: z.string(),
          state: z.enum(["loading", "failed"]),
          problem: z.string().optional().describe("Why it is not served; told to operators."),
        }),
      )
      .describe("Newer versions that are to be served and are not yet."),
  }),
  handle: async ({ readiness, engine, caller }) => ({
    status: "ready" as const,
    ...(await readiness.check()),
    coming: engine.coming().map(({ artifact, version, state, error }) => ({
      artifact,
      version,
      state,
      ...(error instanceof Error && isOperator(caller) ? { problem: error.message } : {}),
    })),
  }),
});

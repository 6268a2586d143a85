/** @file `GET /v1/evaluations`. */
import { z } from "zod";
import { evaluationSummarySchema } from "../../engine/evaluation-archive.js";
import { defineRoute } from "../route.js";

export const evaluationsRoute = defineRoute({
  method: "GET",
  path: "/v1/evaluations",
  name: "evaluations",
  summary: "The evaluations that were kept, the newest first.",
  access: "evaluations",
  answer: z.strictObject({
    evaluations: z.array(evaluationSummarySchema.meta({ id: "EvaluationSummary" })).readonly(),
    damaged: z
      .array(z.strictObject({ id: z.string(), problem: z.string() }).readonly())
      .readonly()
      .describe("Kept evaluations that can not be read any more."),
  }),
  handle: async ({ engine }) => engine.evaluations.list(),
});

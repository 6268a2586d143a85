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
  }),
  handle: async ({ engine }) => ({ evaluations: await engine.evaluations.list() }),
});

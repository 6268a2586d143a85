/** @file `GET /v1/evaluations/{id}`. */
import { z } from "zod";
import { evaluationReportSchema } from "../../evaluation/evaluation-report.js";
import { defineRoute, RawAnswer } from "../route.js";

export const evaluationRoute = defineRoute({
  method: "GET",
  path: "/v1/evaluations/{id}",
  name: "evaluation",
  summary: "One evaluation, whole.",
  access: "evaluations",
  params: z.strictObject({ id: z.string().min(1).max(100) }),
  answer: evaluationReportSchema.meta({ id: "EvaluationReport" }),
  // As it was written: reports are megabytes, and parsing them would hold up every search.
  handle: async ({ engine, params: { id } }) =>
    new RawAnswer(
      200,
      { "content-type": "application/json; charset=utf-8" },
      await engine.evaluations.read(id),
    ),
});

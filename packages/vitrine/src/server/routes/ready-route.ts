/** @file `GET /health/ready`. */
import { z } from "zod";
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
  }),
  handle: async ({ readiness }) => ({ status: "ready" as const, ...(await readiness.check()) }),
});

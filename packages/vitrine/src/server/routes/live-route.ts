/** @file `GET /health/live`. */
import { z } from "zod";
import { defineRoute } from "../route.js";

export const liveRoute = defineRoute({
  method: "GET",
  path: "/health/live",
  name: "live",
  summary: "Answers as long as the process can answer at all.",
  access: "anyone",
  isVital: true,
  answer: z.strictObject({ status: z.literal("live") }),
  handle: async () => Promise.resolve({ status: "live" as const }),
});

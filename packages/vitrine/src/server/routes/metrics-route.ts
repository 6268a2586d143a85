/** @file `GET /metrics`. */
import { defineRoute, RawAnswer } from "../route.js";

export const metricsRoute = defineRoute({
  method: "GET",
  path: "/metrics",
  name: "metrics",
  summary: "Counts and times in the format of Prometheus.",
  access: "metrics",
  isVital: true,
  answer: { mediaTypes: ["text/plain"] },
  handle: async ({ metrics }) =>
    new RawAnswer(200, { "content-type": metrics.contentType }, await metrics.text()),
});

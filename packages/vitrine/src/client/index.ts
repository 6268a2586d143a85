/** @file The client of a Vitrine server, for browsers and Node. */
export { createClient } from "./client.js";
export type {
  CallOptions,
  Client,
  ClientFindOptions,
  ClientOptions,
  ClientRecommendOptions,
  SendOptions,
  SentResult,
} from "./client.js";
export type { EventInput } from "../data/event.js";
export type { ProductInput } from "../engine/product-input.js";
export { ProblemError } from "./problem-error.js";
export type { ProblemDetails } from "./problem-error.js";
export { createTracker } from "./tracker.js";
export type { Tracker, TrackerOptions, TrackedEvent } from "./tracker.js";
export type { TrackerStorage } from "./tracker-storage.js";

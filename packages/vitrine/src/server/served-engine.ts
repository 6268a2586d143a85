/** @file What the server asks of an engine. */
import type { Engine } from "../engine/engine.js";

/** An engine that can be served. */
export type ServedEngine = Pick<
  Engine,
  | "workspace"
  | "config"
  | "artifacts"
  | "evaluations"
  | "prepare"
  | "coming"
  | "search"
  | "similar"
  | "suggest"
  | "explain"
  | "products"
  | "upsertProducts"
  | "deleteProducts"
  | "recordEvents"
  | "recommend"
  | "exportShopper"
  | "eraseShopper"
  | "mergeShopper"
>;

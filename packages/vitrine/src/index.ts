/**
 * @file The public API of the engine.
 */
export { VitrineError, isVitrineError } from "./errors.js";
export type { ErrorCode, ErrorDetails } from "./errors.js";
export { createEngine } from "./engine/engine.js";
export type { Engine, EngineOptions } from "./engine/engine.js";
export { defineConfig } from "./engine/config.js";
export type { Config, ConfigInput } from "./engine/config.js";

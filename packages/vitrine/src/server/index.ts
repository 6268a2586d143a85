/** @file The engine served over HTTP. */
export { startServer } from "./start-server.js";
export type { RunningServer, ServeOptions } from "./start-server.js";
export { createServerLog } from "./server-log.js";
export type { LogLevel, ServerLog } from "./server-log.js";
export { signShopperToken } from "./shopper-token.js";
export type { ServedEngine } from "./served-engine.js";

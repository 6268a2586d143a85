/** @file What is wrong with a request before a route sees it, as errors of ours. */
import type { FastifyError } from "fastify";
import type { ServerConfig } from "../engine/server-config.js";
import { isVitrineError, VitrineError } from "../errors.js";
import { findMethods } from "./route-paths.js";
import type { Route } from "./route.js";

/** Errors of the framework by their codes; its own are of the caller's making where it says 4xx. */
export function toKnownError(error: unknown, { maxBodyBytes }: ServerConfig): unknown {
  if (isVitrineError(error)) return error;
  const { code = "", statusCode = 500 } = error as Partial<FastifyError>;
  if (code === "FST_ERR_CTP_BODY_TOO_LARGE") {
    return new VitrineError(
      "REQUEST_TOO_LARGE",
      `A body must have at most ${maxBodyBytes} bytes; this one has more. Send it in parts.`,
      { part: "body", limitBytes: maxBodyBytes },
    );
  }
  if (code === "FST_ERR_CTP_INVALID_MEDIA_TYPE") {
    return new VitrineError(
      "MEDIA_TYPE_UNSUPPORTED",
      "A body must be application/json; got another type. Send JSON as it is.",
      { got: "another type" },
    );
  }
  if (!code.startsWith("FST_") || statusCode >= 500) return error;
  return new VitrineError(
    "REQUEST_MALFORMED",
    "A request must follow the rules of HTTP, and its path be percent-encoded UTF-8; this one does not. Mend it.",
    { part: code === "FST_ERR_BAD_URL" ? "path" : "request" },
    { cause: error },
  );
}

/** A path or method that no route takes. */
export function noRoute(path: string, method: string, routes: readonly Route[]): VitrineError {
  const allowed = findMethods(routes, path);
  if (allowed.length === 0) {
    return new VitrineError(
      "ROUTE_NOT_FOUND",
      `The path must be one of this API; got ${JSON.stringify(path.slice(0, 200))}. See /docs for what there is.`,
      { path: path.slice(0, 200) },
    );
  }
  return new VitrineError(
    "METHOD_NOT_ALLOWED",
    `The method must be one that this route takes (${allowed.join(", ")}); got ${method}. See /docs.`,
    { method, allowed },
  );
}

export function noHost(): VitrineError<"REQUEST_MALFORMED"> {
  return new VitrineError(
    "REQUEST_MALFORMED",
    "A request must name the host it is meant for; this one has no Host header. Add it.",
    { part: "headers" },
  );
}

/** @param seconds - Until there is room again. */
export function rateLimited(
  { rateLimit }: ServerConfig,
  seconds: number,
): VitrineError<"RATE_LIMITED"> {
  return new VitrineError(
    "RATE_LIMITED",
    `At most ${rateLimit} requests a minute may come of one key and address; more came. Try again in ${seconds} s.`,
    { retryAfterSeconds: Math.max(1, seconds) },
  );
}

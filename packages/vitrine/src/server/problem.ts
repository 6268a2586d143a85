/**
 * @file Errors as RFC 9457 problems.
 *
 * What is wrong with the call is told whole. What is wrong with the server is told to operators
 * alone, because messages name paths and hosts; others get the title and the id of the request, by
 * which the log has the rest.
 */
import { z } from "zod";
import { isVitrineError } from "../errors.js";
import { INTERNAL, PROBLEMS, statusOf } from "./http-status.js";
import type { ProblemCode } from "./http-status.js";

export const PROBLEM_MEDIA_TYPE = "application/problem+json";

export const problemSchema = z
  .strictObject({
    /** Where the code is explained, relative to this server. */
    type: z.string(),
    title: z.string(),
    status: z.int().min(400).max(599),
    /** What must hold, what was got, and the remedy. */
    detail: z.string(),
    /** The path that was asked for. */
    instance: z.string(),
    code: z.enum(Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]]),
    requestId: z.string(),
    /** The parameter or field at fault, where it is one. */
    param: z.string().optional(),
    /** What is still missing, where the server is not ready. */
    missing: z.string().optional(),
  })
  .readonly()
  .meta({ id: "Problem" });
export type Problem = z.infer<typeof problemSchema>;

/** The request that an error came of. */
export interface ProblemRequest {
  readonly path: string;
  readonly requestId: string;
  /** Whether who calls may know of the server's inner workings. */
  readonly isOperator: boolean;
}

/** The problem that tells of an error. */
export function toProblem(
  error: unknown,
  { path, requestId, isOperator }: ProblemRequest,
): Problem {
  const known = isVitrineError(error) ? error : undefined;
  const code = known?.code ?? INTERNAL;
  const status = statusOf(error);
  const { title } = PROBLEMS[code];
  const isCallersFault = status < 500 || code === "OVERLOADED" || code === "UPSTREAM_FAILED";
  return {
    type: `/docs#${code}`,
    title,
    status,
    detail:
      known !== undefined && (isCallersFault || isOperator)
        ? known.message
        : `${title}. The log of the server has more under the id of this request.`,
    instance: path,
    code,
    requestId,
    ...(isVitrineError(error, "PARAM_INVALID") ? { param: error.details.param } : {}),
    ...(isVitrineError(error, "NOT_READY") ? { missing: error.details.missing } : {}),
  };
}

/** Headers that a client needs beside a problem. */
export function problemHeaders(error: unknown): Readonly<Record<string, string>> {
  if (isVitrineError(error, "RATE_LIMITED") || isVitrineError(error, "OVERLOADED")) {
    return { "retry-after": String(error.details.retryAfterSeconds) };
  }
  if (isVitrineError(error, "METHOD_NOT_ALLOWED")) {
    return { allow: error.details.allowed.join(", ") };
  }
  if (isVitrineError(error, "KEY_REQUIRED"))
    return { "www-authenticate": 'Bearer realm="vitrine"' };
  return statusOf(error) === 503 ? { "retry-after": "5" } : {};
}

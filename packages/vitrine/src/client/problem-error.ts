/**
 * @file What a call of the server failed with.
 *
 * A class of its own, not `VitrineError`: a server may be newer than its client and send codes that
 * this one has never heard of.
 */

/** A problem as the server tells it (RFC 9457); of a call that never came through, what is known. */
export interface ProblemDetails {
  /** A code of the server, or `UNREACHABLE`, `TIMEOUT`, `BAD_ANSWER` of the client itself. */
  readonly code: string;
  readonly title: string;
  /** 0 where no answer came. */
  readonly status: number;
  readonly detail: string;
  readonly requestId?: string;
  readonly param?: string;
}

/** A call failed. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly code: string;
  readonly status: number;
  readonly problem: ProblemDetails;

  constructor(problem: ProblemDetails, options?: ErrorOptions) {
    super(`${problem.code}: ${problem.detail}`, options);
    this.code = problem.code;
    this.status = problem.status;
    this.problem = problem;
  }
}

/** The problem that a server's answer tells, whatever it is. */
export async function readProblem(response: Response): Promise<ProblemDetails> {
  const body: unknown = await response.json().catch(() => undefined);
  const told = isObject(body) ? body : {};
  const text = (name: string): string | undefined => {
    const value = told[name];
    return typeof value === "string" ? value : undefined;
  };
  const [requestId, param] = [text("requestId"), text("param")];
  return {
    code: text("code") ?? "BAD_ANSWER",
    title: text("title") ?? response.statusText,
    status: response.status,
    detail: text("detail") ?? `The server answered ${response.status}.`,
    ...(requestId === undefined ? {} : { requestId }),
    ...(param === undefined ? {} : { param }),
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

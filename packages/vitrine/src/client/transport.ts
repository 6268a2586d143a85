/**
 * @file One call of the server: with a time limit, and again where that is safe and may help.
 *
 * Every call of the API can be repeated: reading changes nothing, products are put and not added,
 * and events carry keys. So a call is repeated when no answer came, and when the server says that
 * it is too busy; it waits as long as the server asks, else twice as long each time.
 */
import { ProblemError, readProblem } from "./problem-error.js";

export interface TransportOptions {
  /** Of the server, such as `https://shop.example/vitrine`. */
  readonly url: string;
  /** A key, or a shopper's token. */
  readonly key?: string;
  /** Default that of the platform. */
  readonly fetch?: typeof fetch;
  /** Of each attempt, in milliseconds; default 10,000. */
  readonly timeoutMs?: number;
  /** How often a call is repeated at most; default 2. */
  readonly retries?: number;
  /** More headers, asked for with every attempt; default none. */
  readonly headers?: () => Readonly<Record<string, string>>;
}

/** What is called. */
export interface Call {
  readonly method: "GET" | "POST" | "DELETE";
  /** Below the server's URL, with a leading `/`. */
  readonly path: string;
  /** What is undefined is left out; a list is repeated. */
  readonly query?: Readonly<Record<string, QueryValue>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** Whether it goes on when the page is left; default false. */
  readonly keepalive?: boolean;
}
type QueryValue = string | number | boolean | readonly string[] | undefined;

/** Calls the server. */
export type Transport = <T>(call: Call) => Promise<T>;

const RETRIED: ReadonlySet<number> = new Set([429, 502, 503, 504]);
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;

/** Prepares to call a server. */
export function createTransport(options: TransportOptions): Transport {
  const { timeoutMs = 10_000, retries = 2 } = options;
  const base = options.url.replace(/\/+$/, "");
  const send = options.fetch ?? fetch;
  const headers: Record<string, string> = { accept: "application/json" };
  if (options.key !== undefined) headers["authorization"] = `Bearer ${options.key}`;

  const attempt = async ({
    method,
    path,
    query,
    body,
    signal,
    keepalive = false,
  }: Call): Promise<Response> => {
    const limit = AbortSignal.timeout(timeoutMs);
    try {
      return await send(`${base}${path}${toSearch(query)}`, {
        method,
        headers: {
          ...headers,
          ...options.headers?.(),
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        keepalive,
        signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
      });
    } catch (cause) {
      signal?.throwIfAborted();
      throw noAnswer(base, limit.aborted ? timeoutMs : undefined, cause);
    }
  };
  return async <T>(call: Call): Promise<T> => {
    for (let tried = 0; ; tried++) {
      let failure: ProblemError;
      let waitMs = FIRST_PAUSE_MS * 2 ** tried * (0.5 + Math.random());
      try {
        const response = await attempt(call);
        if (response.ok) return await readAnswer<T>(response);
        failure = new ProblemError(await readProblem(response));
        waitMs = retryAfterMs(response) ?? waitMs;
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error;
        failure = error;
      }
      const mayHelp = failure.status === 0 || RETRIED.has(failure.status);
      if (!mayHelp || tried >= retries) throw failure;
      await pause(waitMs, call.signal);
    }
  };
}

async function readAnswer<T>(response: Response): Promise<T> {
  if (response.status === 204) return undefined as T;
  try {
    return (await response.json()) as T;
  } catch (cause) {
    throw new ProblemError(
      {
        code: "BAD_ANSWER",
        title: "No JSON",
        status: response.status,
        detail: "The server's answer must be JSON; it is something else. Check the URL.",
      },
      { cause },
    );
  }
}

function noAnswer(url: string, timeoutMs: number | undefined, cause: unknown): ProblemError {
  const [code, title, detail] =
    timeoutMs === undefined
      ? ["UNREACHABLE", "No connection", `The server at ${url} can not be reached.`]
      : ["TIMEOUT", "No answer in time", `The server at ${url} gave no answer in ${timeoutMs} ms.`];
  return new ProblemError({ code, title, status: 0, detail }, { cause });
}

function toSearch(query: Call["query"] = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    for (const one of typeof value === "object" ? value : [value]) search.append(name, String(one));
  }
  const text = search.toString();
  return text === "" ? "" : `?${text}`;
}

function retryAfterMs({ headers }: Response): number | undefined {
  const seconds = Number(headers.get("retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) ? Math.min(LONGEST_PAUSE_MS, seconds * 1000) : undefined;
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal?.addEventListener("abort", stop, { once: true });
  });
}

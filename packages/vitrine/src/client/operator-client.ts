/**
 * @file What an operator asks of a server: with an admin key, or in a browser with the session that
 * the key has opened.
 *
 * Calls that change something are made once: going back to the version before is not the same as
 * going back twice.
 */
import type { EvaluationList } from "../engine/evaluation-archive.js";
import type { EvaluationReport } from "../evaluation/evaluation-report.js";
import type { ArtifactSummary } from "../registry/survey.js";
import type { ErasureResult } from "../store/event-store.js";
import type { CallOptions } from "./client.js";
import { ProblemError } from "./problem-error.js";
import { createTransport } from "./transport.js";
import type { TransportOptions } from "./transport.js";

/** A session in a browser. */
export interface OperatorSession {
  readonly keyId: string;
  /** ISO 8601, UTC. */
  readonly expires: string;
  readonly scopes: readonly string[];
}

/** A version that is served from now on. */
export interface ServedVersion {
  readonly name: string;
  readonly version: string;
}

/** An operator's calls. Every one throws `ProblemError`. */
export interface OperatorClient {
  /** The session of this browser; undefined where there is none. */
  session(options?: CallOptions): Promise<OperatorSession | undefined>;
  /** Signs in; the session is in a cookie that no script can read. */
  signIn(key: string): Promise<OperatorSession>;
  signOut(): Promise<void>;
  artifacts(options?: CallOptions): Promise<readonly ArtifactSummary[]>;
  promoteArtifact(name: string, version: string): Promise<ServedVersion>;
  rollbackArtifact(name: string): Promise<ServedVersion>;
  evaluations(options?: CallOptions): Promise<EvaluationList>;
  evaluation(id: string, options?: CallOptions): Promise<EvaluationReport>;
  /** Takes all that is kept of a shopper out of the database and its files. */
  eraseShopper(id: string): Promise<ErasureResult>;
}

const CHANGE_MS = 60_000;

type SessionAnswer = OperatorSession & { readonly csrfToken: string };

/** Prepares to call a server. */
export function createOperatorClient(options: Omit<TransportOptions, "headers">): OperatorClient {
  let csrfToken: string | undefined;
  const read = createTransport(options);
  const change = createTransport({
    ...options,
    retries: 0,
    // Cleaning the files of a large shop takes its time.
    timeoutMs: options.timeoutMs ?? CHANGE_MS,
    headers: () => (csrfToken === undefined ? {} : { "x-csrf-token": csrfToken }),
  });
  const held = ({ csrfToken: token, ...session }: SessionAnswer): OperatorSession => {
    csrfToken = token;
    return session;
  };
  const artifact = (name: string, action: string): string =>
    `/v1/artifacts/${encodeURIComponent(name)}/${action}`;
  const get = async <T>(path: string, { signal }: CallOptions = {}): Promise<T> =>
    read({ method: "GET", path, ...(signal && { signal }) });
  return {
    async session(given) {
      try {
        return held(await get<SessionAnswer>("/v1/session", given));
      } catch (error) {
        if (error instanceof ProblemError && error.status === 401) return undefined;
        throw error;
      }
    },
    signIn: async (key) =>
      held(await change<SessionAnswer>({ method: "POST", path: "/v1/session", body: { key } })),
    async signOut() {
      await change({ method: "DELETE", path: "/v1/session" });
      csrfToken = undefined;
    },
    async artifacts(given) {
      const answer = await get<{ readonly artifacts: readonly ArtifactSummary[] }>(
        "/v1/artifacts",
        given,
      );
      return answer.artifacts;
    },
    promoteArtifact: async (name, version) =>
      change({ method: "POST", path: artifact(name, "promote"), body: { version } }),
    rollbackArtifact: async (name) => change({ method: "POST", path: artifact(name, "rollback") }),
    evaluations: async (given) => get("/v1/evaluations", given),
    evaluation: async (id, given) => get(`/v1/evaluations/${encodeURIComponent(id)}`, given),
    eraseShopper: async (id) =>
      change({ method: "DELETE", path: `/v1/shoppers/${encodeURIComponent(id)}` }),
  };
}

/**
 * @file Sessions of operators in a browser: signed in by a key, held by a cookie that scripts can
 * not read and other sites can not send, and by a second token for every call that changes something.
 *
 * A session lives in its cookie, so that several servers of one secret share it; it ends with its
 * time, with its key, or at sign-out on any server over the same workspace.
 */
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { EndedSessions } from "./ended-sessions.js";
import { readToken, signToken } from "./signed-token.js";

const PURPOSE = "session";
const LIFETIME_SECONDS = 8 * 3600;
const COOKIE = "vitrine_session";
/** Browsers take a cookie of this name only over TLS, from this host, for all of it. */
const SECURE_COOKIE = `__Host-${COOKIE}`;

const payloadSchema = z.strictObject({ key: z.string(), nonce: z.string(), exp: z.int() });

/** A session that holds. */
export interface OperatorSession {
  readonly keyId: string;
  readonly csrfToken: string;
  /** ISO 8601, UTC. */
  readonly expires: string;
}

/** Sessions under one secret. */
export interface SessionBook {
  /** Begins a session. @returns It, and the cookie to set. */
  open(
    keyId: string,
    isSecure: boolean,
  ): { readonly session: OperatorSession; readonly cookie: string };
  /** The session of a request's cookies; undefined when there is none that holds. */
  find(cookieHeader: string | undefined): Promise<OperatorSession | undefined>;
  /** Whether `given` is the token of the session. */
  isCsrfToken(session: OperatorSession, given: string | undefined): boolean;
  /**
   * Ends the session of a request's cookies.
   *
   * @returns The cookie that takes the other away.
   * @throws {VitrineError} `DISK_FAILED` when its end can not be kept.
   */
  end(cookieHeader: string | undefined, isSecure: boolean): Promise<string>;
}

export function createSessionBook(
  secret: string,
  clock: () => Date,
  ended: EndedSessions,
): SessionBook {
  const nowSeconds = (): number => Math.floor(clock().getTime() / 1000);
  const csrfOf = (nonce: string): string =>
    createHmac("sha256", secret).update(`vitrine csrf v1\n${nonce}`).digest("base64url");
  const read = async (
    header: string | undefined,
  ): Promise<z.infer<typeof payloadSchema> | undefined> => {
    for (const token of cookiesOf(header)) {
      const payload = payloadSchema.safeParse(readToken(secret, PURPOSE, token));
      if (!payload.success || payload.data.exp <= nowSeconds()) continue;
      if (!(await ended.has(payload.data))) return payload.data;
    }
    return undefined;
  };
  const toSession = ({ key, nonce, exp }: z.infer<typeof payloadSchema>): OperatorSession => ({
    keyId: key,
    csrfToken: csrfOf(nonce),
    expires: new Date(exp * 1000).toISOString(),
  });
  return {
    open(keyId, isSecure) {
      const payload = {
        key: keyId,
        nonce: randomBytes(16).toString("base64url"),
        exp: nowSeconds() + LIFETIME_SECONDS,
      };
      const token = signToken(secret, PURPOSE, payload);
      return { session: toSession(payload), cookie: toCookie(token, LIFETIME_SECONDS, isSecure) };
    },
    async find(header) {
      const payload = await read(header);
      return payload === undefined ? undefined : toSession(payload);
    },
    isCsrfToken({ csrfToken }, given) {
      const expected = Buffer.from(csrfToken);
      const got = Buffer.from(given ?? "");
      return got.length === expected.length && timingSafeEqual(got, expected);
    },
    async end(header, isSecure) {
      const payload = await read(header);
      if (payload !== undefined) await ended.add(payload);
      return toCookie("", 0, isSecure);
    },
  };
}

function cookiesOf(header: string | undefined): readonly string[] {
  return (header ?? "").split(";").flatMap((pair) => {
    const at = pair.indexOf("=");
    const name = pair.slice(0, Math.max(0, at)).trim();
    return name === COOKIE || name === SECURE_COOKIE ? [pair.slice(at + 1).trim()] : [];
  });
}

function toCookie(value: string, maxAgeSeconds: number, isSecure: boolean): string {
  const attributes = `Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Strict`;
  return isSecure
    ? `${SECURE_COOKIE}=${value}; ${attributes}; Secure`
    : `${COOKIE}=${value}; ${attributes}`;
}

/**
 * @file Who calls, and what that one may do.
 *
 * | caller | by | may |
 * |---|---|---|
 * | anyone | nothing, on loopback while there is no key | everything |
 * | public | a public key, in the pages of the shop | what names no shopper |
 * | shopper | a token that the shop signed | the same, and what is that shopper's own |
 * | admin | an operator's key, or a session begun by one | the same, and what its scopes say |
 */
import { randomBytes } from "node:crypto";
import { VitrineError } from "../errors.js";
import type { KeysFile, Scope, StoredKey } from "./keys-file.js";
import type { EndedSessions } from "./ended-sessions.js";
import { createSessionBook } from "./operator-session.js";
import type { SessionBook } from "./operator-session.js";
import type { Access } from "./route.js";
import { readShopperToken } from "./shopper-token.js";
import { checkSecret } from "./signed-token.js";

/** Who sent a request. */
export type Caller =
  /** `isTrusted`: no keys are in use, and everything is open. */
  | { readonly kind: "anyone"; readonly isTrusted: boolean }
  | { readonly kind: "public"; readonly id: string }
  | { readonly kind: "shopper"; readonly id: string }
  | { readonly kind: "admin"; readonly id: string; readonly scopes: readonly Scope[] };

/** What of a request says who sent it. */
export interface Credentials {
  readonly method: string;
  readonly authorization: string | undefined;
  readonly cookie: string | undefined;
  readonly csrfToken: string | undefined;
}

export interface AccessOptions {
  readonly keys: KeysFile;
  /** Whether keys are needed even while there is none. */
  readonly needsKeys: boolean;
  /** What the shop signs tokens of shoppers with; without it none holds. */
  readonly shopperSecret: string | undefined;
  /** Of sessions; default one that ends with the process. */
  readonly sessionSecret: string | undefined;
  readonly endedSessions: EndedSessions;
  readonly clock: () => Date;
}

/** Says who calls and what they may. */
export interface AccessControl {
  readonly sessions: SessionBook;
  /**
   * Who sent a request.
   *
   * @throws {VitrineError} `KEY_REQUIRED` when a key or token was given and does not hold; `FORBIDDEN`
   *   when a session changes something without its token.
   */
  identify(credentials: Credentials): Promise<Caller>;
  /** @throws {VitrineError} `KEY_REQUIRED`, `FORBIDDEN`. */
  need(caller: Caller, access: Access): void;
  /**
   * Demands that `caller` is this shopper, or an operator of this scope.
   *
   * @throws {VitrineError} `FORBIDDEN`.
   */
  needShopper(caller: Caller, shopper: string, scope: Scope): void;
  /** The operator's key in `text`. @throws {VitrineError} `KEY_REQUIRED`. */
  needAdminKey(text: string): Promise<StoredKey>;
}

export function createAccess(options: AccessOptions): AccessControl {
  const { keys, needsKeys, clock } = options;
  const shopperSecret =
    options.shopperSecret === undefined
      ? undefined
      : checkSecret("VITRINE_SHOPPER_SECRET", options.shopperSecret);
  const sessionSecret =
    options.sessionSecret === undefined
      ? randomBytes(32).toString("hex")
      : checkSecret("VITRINE_SESSION_SECRET", options.sessionSecret);
  const sessions = createSessionBook(sessionSecret, clock, options.endedSessions);
  const byText = async (text: string): Promise<Caller> => {
    const key = await keys.find(text);
    if (key !== undefined) return toCaller(key);
    const claim =
      shopperSecret === undefined ? undefined : readShopperToken(shopperSecret, text, clock());
    if (claim !== undefined) return { kind: "shopper", id: claim.shopper };
    throw keyRequired("a key or token that holds; the one that was given does not");
  };
  const bySession = async (credentials: Credentials): Promise<Caller | undefined> => {
    const session = await sessions.find(credentials.cookie);
    if (session === undefined) return undefined;
    const key = (await keys.list()).find(({ id }) => id === session.keyId);
    if (key === undefined) return undefined;
    const isSafe = credentials.method === "GET" || credentials.method === "HEAD";
    if (!isSafe && !sessions.isCsrfToken(session, credentials.csrfToken)) {
      throw forbidden("the X-CSRF-Token of its session, which GET /v1/session tells");
    }
    return toCaller(key);
  };
  return {
    sessions,
    async identify(credentials) {
      const { authorization } = credentials;
      if (authorization !== undefined) {
        const text = /^bearer +(\S+)$/i.exec(authorization)?.[1];
        if (text === undefined) throw keyRequired("an Authorization header of the form Bearer KEY");
        return byText(text);
      }
      const operator = await bySession(credentials);
      if (operator !== undefined) return operator;
      return { kind: "anyone", isTrusted: !needsKeys && (await keys.list()).length === 0 };
    },
    need(caller, access) {
      // Whether there is a session is for the route to see.
      if (
        access === "anyone" ||
        access === "session" ||
        (caller.kind === "anyone" && caller.isTrusted)
      )
        return;
      if (caller.kind === "anyone") throw keyRequired(`a key for ${nameOf(access)}`);
      if (access === "public") return;
      if (caller.kind === "admin" && caller.scopes.includes(access)) return;
      throw forbidden(`an operator's key with the scope ${access}`);
    },
    needShopper(caller, shopper, scope) {
      if (caller.kind === "anyone" && caller.isTrusted) return;
      if (caller.kind === "shopper" && caller.id === shopper) return;
      if (caller.kind === "admin" && caller.scopes.includes(scope)) return;
      throw forbidden(`a token of this very shopper, or an operator's key with the scope ${scope}`);
    },
    async needAdminKey(text) {
      const key = await keys.find(text);
      if (key?.kind === "admin") return key;
      throw keyRequired("an operator's key that holds");
    },
  };
}

/** Whether a caller may know of the server's inner workings. */
export function isOperator(caller: Caller | undefined): boolean {
  return caller?.kind === "admin" || (caller?.kind === "anyone" && caller.isTrusted);
}

/** What requests of a caller are counted under; undefined where only the address tells. */
export function callerKey(caller: Caller | undefined): string | undefined {
  return caller === undefined || caller.kind === "anyone"
    ? undefined
    : `${caller.kind} ${caller.id}`;
}

function toCaller({ kind, id, scopes }: StoredKey): Caller {
  return kind === "admin" ? { kind, id, scopes } : { kind, id };
}

function nameOf(access: Access): string {
  return access === "public" ? "this server" : `the scope ${access}`;
}

function keyRequired(needs: string): VitrineError<"KEY_REQUIRED"> {
  return new VitrineError(
    "KEY_REQUIRED",
    `This call must have ${needs}. Send Authorization: Bearer KEY; an operator makes one with: vitrine keys create`,
    { needs },
  );
}

function forbidden(needs: string): VitrineError<"FORBIDDEN"> {
  return new VitrineError(
    "FORBIDDEN",
    `This call must have ${needs}; it was sent without. Use another key, or ask an operator for one.`,
    { needs },
  );
}

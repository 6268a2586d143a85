/**
 * @file Small signed statements, `v1.<payload>.<signature>`: HMAC-SHA256 over the encoded payload
 * under one secret, each for one purpose, so that none can stand for another.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { VitrineError } from "../errors.js";

/** Shorter secrets could be guessed from a single token. */
const LEAST_SECRET_LENGTH = 32;

/**
 * Checks a secret.
 *
 * @throws {VitrineError} `PARAM_INVALID` when it is shorter than 32 characters.
 */
export function checkSecret(name: string, secret: string): string {
  if (secret.length >= LEAST_SECRET_LENGTH) return secret;
  throw new VitrineError(
    "PARAM_INVALID",
    `${name} must have at least ${LEAST_SECRET_LENGTH} characters; it has ${secret.length}. Make one with: openssl rand -base64 48`,
    { param: name, got: `${secret.length} characters` },
  );
}

/** Signs a payload for a purpose. */
export function signToken(secret: string, purpose: string, payload: object): string {
  const encoded = Buffer.from(JSON.stringify(payload)).toString("base64url");
  return `v1.${encoded}.${signatureOf(secret, purpose, encoded)}`;
}

/** The payload of a token; undefined when it was not signed by this secret for this purpose. */
export function readToken(secret: string, purpose: string, token: string): unknown {
  const [version, encoded, signature, ...more] = token.split(".");
  if (version !== "v1" || encoded === undefined || signature === undefined || more.length > 0) {
    return undefined;
  }
  const expected = Buffer.from(signatureOf(secret, purpose, encoded));
  const given = Buffer.from(signature);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  try {
    return JSON.parse(Buffer.from(encoded, "base64url").toString("utf8")) as unknown;
  } catch {
    return undefined;
  }
}

function signatureOf(secret: string, purpose: string, encoded: string): string {
  return createHmac("sha256", secret)
    .update(`vitrine ${purpose} v1\n${encoded}`)
    .digest("base64url");
}

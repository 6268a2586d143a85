/** @file What a shop signs for a shopper who has signed in, so that a browser may act for that one alone. */
import { z } from "zod";
import { checkSecret, readToken, signToken } from "./signed-token.js";

const PURPOSE = "shopper";

const payloadSchema = z.strictObject({
  shopper: z.string().min(1).max(200),
  /** Seconds since 1970 at which it ends. */
  exp: z.int(),
});

/** What a token says. */
export type ShopperClaim = z.infer<typeof payloadSchema>;

/**
 * Signs a token, in the shop's own server.
 *
 * @param secret - The one the Vitrine server has as `VITRINE_SHOPPER_SECRET`; at least 32 characters.
 * @param lifetimeSeconds - Default one hour.
 * @throws {VitrineError} `PARAM_INVALID`.
 *
 * @example
 * const token = signShopperToken(process.env.VITRINE_SHOPPER_SECRET, customer.id);
 */
export function signShopperToken(
  secret: string,
  shopper: string,
  { lifetimeSeconds = 3600, now = Date.now() }: { lifetimeSeconds?: number; now?: number } = {},
): string {
  const claim = { shopper, exp: Math.floor(now / 1000) + lifetimeSeconds };
  return signToken(
    checkSecret("The secret of shopper tokens", secret),
    PURPOSE,
    payloadSchema.parse(claim),
  );
}

/** What a token says; undefined when it was forged or has ended. */
export function readShopperToken(
  secret: string,
  token: string,
  now: Date,
): ShopperClaim | undefined {
  const claim = payloadSchema.safeParse(readToken(secret, PURPOSE, token));
  return claim.success && claim.data.exp * 1000 > now.getTime() ? claim.data : undefined;
}

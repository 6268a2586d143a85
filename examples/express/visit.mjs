/** @file Who is looking at the shop, and what her pages and this server call Vitrine with. */
import { randomUUID } from "node:crypto";
import { createClient, ProblemError } from "vitrine/client";
import { signShopperToken } from "vitrine/server";

const {
  VITRINE_URL = "http://127.0.0.1:7070",
  VITRINE_PUBLIC_KEY = "",
  VITRINE_SHOPPER_SECRET = "",
} = process.env;
if (VITRINE_PUBLIC_KEY === "" || VITRINE_SHOPPER_SECRET === "") {
  throw new Error("VITRINE_PUBLIC_KEY and VITRINE_SHOPPER_SECRET must be set; see the README.");
}
export { VITRINE_URL };

/** Who is signed in, by the cookie `visit`; a real shop has its sessions. @type {Map<string, string>} */
const signedIn = new Map();

/**
 * Who is looking.
 *
 * @param {import("express").Request} request
 */
export function readVisit(request) {
  const shopper = signedIn.get(readCookie(request, "visit") ?? "");
  // The page's tracker sets this cookie; without it nobody is tracked.
  const anonymous = readCookie(request, "visitor");
  const key = shopper === undefined ? VITRINE_PUBLIC_KEY : tokenOf(shopper);
  return { anonymous, shopper, vitrine: clientWith(key), page: { url: VITRINE_URL, key, shopper } };
}

/**
 * Signs a shopper in, and gives her what she did before.
 *
 * @param {import("express").Request} request
 * @param {string} shopper Whom the shop knows her to be.
 * @returns What the cookie `visit` must be.
 */
export async function signIn(request, shopper) {
  const visit = randomUUID();
  signedIn.set(visit, shopper);
  const anonymous = readCookie(request, "visitor");
  // When this fails, it is done at her next sign-in.
  if (anonymous !== undefined) {
    await ask(clientWith(tokenOf(shopper)).mergeShopper(anonymous, shopper));
  }
  return visit;
}

/**
 * What Vitrine answers, or why it does not; a failed call is no failed page.
 *
 * @template Answer
 * @param {Promise<Answer>} call
 * @returns {Promise<{ answer?: Answer, problem?: ProblemError }>}
 */
export async function ask(call) {
  try {
    return { answer: await call };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    console.warn(`Vitrine: ${error.message}`);
    return { problem: error };
  }
}

/** A page must not wait long for its extras. @param {string} key */
const clientWith = (key) => createClient({ url: VITRINE_URL, key, timeoutMs: 2000, retries: 1 });

/** Good for this one shopper, for an hour. @param {string} shopper */
const tokenOf = (shopper) => signShopperToken(VITRINE_SHOPPER_SECRET, shopper);

/** @param {import("express").Request} request @param {string} name */
const readCookie = (request, name) =>
  new RegExp(`(?:^|; )${name}=([\\w-]{1,64})(?:;|$)`).exec(request.headers.cookie ?? "")?.[1];

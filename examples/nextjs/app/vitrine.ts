/** @file Calls of Vitrine from this shop's server: the client, and what to do when Vitrine is away. */
import { createClient, ProblemError } from "vitrine/client";

/** Where Vitrine is, and the key that its pages may know; read when the server runs, not when it is built. */
export const settings = {
  url: process.env["VITRINE_URL"] ?? "http://127.0.0.1:7070",
  key: process.env["VITRINE_PUBLIC_KEY"] ?? "",
};

// A page must not wait long for its extras.
export const vitrine = createClient({ ...settings, timeoutMs: 2000, retries: 1 });

/** What Vitrine answers, or why it does not. */
export type Asked<Answer> =
  | { readonly answer: Answer; readonly problem?: undefined }
  | { readonly answer?: undefined; readonly problem: ProblemError };

/** Waits for an answer; a failed call is no failed page. */
export async function ask<Answer>(call: Promise<Answer>): Promise<Asked<Answer>> {
  try {
    return { answer: await call };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    console.warn(`Vitrine: ${error.message}`);
    return { problem: error };
  }
}

/** What a visitor is told of a problem. */
export function toNote({ status, problem }: ProblemError): string {
  return status === 400
    ? problem.detail
    : "This is not available at the moment. Please try again in a few minutes.";
}

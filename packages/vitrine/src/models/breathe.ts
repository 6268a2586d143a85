/**
 * @file Lets the event loop have its turn in long work: signals arrive, servers answer.
 */
import { setImmediate } from "node:timers/promises";

/** Goes on when everything that waits has had its turn. */
export async function breathe(): Promise<void> {
  await setImmediate();
}

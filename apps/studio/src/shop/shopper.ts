/** @file Who is shopping: a visitor without a name, or one of the shop's shoppers, chosen to see what she sees. */
import { createTracker } from "vitrine/client";
import type { TrackedEvent, Tracker } from "vitrine/client";
import { client } from "../api/client.js";
import { createKeptState } from "./kept-state.js";

/** The id of the shopper; empty for a visitor. */
export const shopper = createKeptState("vitrine.shopper", (stored) =>
  typeof stored === "string" ? stored : "",
);

let tracker: { readonly of: string; readonly made: Tracker } | undefined;

function trackerNow(): Tracker {
  const of = shopper.get();
  if (tracker?.of !== of) {
    const made = createTracker({ client, delayMs: 300, ...(of === "" ? {} : { shopper: of }) });
    tracker = { of, made };
  }
  return tracker.made;
}

/** Who asks for recommendations. */
export function whoAsks(of: string): { shopper: string } | { anonymous: string; session: string } {
  const { anonymous, session } = trackerNow();
  return of === "" ? { anonymous, session: session() } : { shopper: of };
}

/** Tells the server what was done; it goes a moment later, in a batch. */
export function track(event: TrackedEvent): void {
  trackerNow().track(event);
}

/** Tells the server, and waits until it is committed. */
export async function trackNow(...events: readonly TrackedEvent[]): Promise<void> {
  const now = trackerNow();
  for (const event of events) now.track(event);
  await now.flush();
}

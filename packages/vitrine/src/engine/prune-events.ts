/** @file Retention: events of a kind are kept for so many days and no longer. */
import type { EventKind } from "../data/event.js";
import type { PruneResult } from "../store/event-store.js";
import type { EngineContext } from "./engine-context.js";

/** What was pruned. */
export interface PruneEventsResult {
  /** By kind, how many events are no more; kinds without a limit are left out. */
  readonly pruned: PruneResult;
  /** By kind, the time before which they are; ISO 8601, UTC. */
  readonly olderThan: Readonly<Partial<Record<EventKind, string>>>;
}

const msPerDay = 86_400_000;

/**
 * Takes away the events that are older than the configuration keeps them.
 *
 * @param retentionDays - By kind; default `events.retentionDays` of the configuration.
 */
export async function pruneEvents(
  { config, store, clock }: EngineContext,
  retentionDays: Readonly<Partial<Record<EventKind, number>>> = config.events.retentionDays,
): Promise<PruneEventsResult> {
  const now = clock().getTime();
  const olderThan = Object.fromEntries(
    Object.entries(retentionDays).map(([kind, days]) => [
      kind,
      new Date(now - days * msPerDay).toISOString(),
    ]),
  );
  if (Object.keys(olderThan).length === 0) return { pruned: {}, olderThan };
  return { pruned: await (await store.open()).pruneEvents(olderThan), olderThan };
}

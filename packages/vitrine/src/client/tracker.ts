/**
 * @file Tells the server what a visitor of a page does: under an anonymous id that stays, in a visit
 * that ends after half an hour, in batches, and none twice.
 *
 * What could not be sent waits in the page's storage and goes with the next batch, of the next page if
 * need be. What the server refuses as wrong is dropped, so that it never holds up the rest: a refused
 * batch of n events is halved until the wrong one is alone, which takes some 2·log2(n) requests.
 */
import type { EventInput, EventKind } from "../data/event.js";
import type { Client } from "./client.js";
import { ProblemError } from "./problem-error.js";
import { pageStorage, withMemory } from "./tracker-storage.js";
import type { TrackerStorage } from "./tracker-storage.js";

/** An event of the page; who did it and when is added. */
export type TrackedEvent = Omit<
  EventInput,
  "shopper" | "anonymous" | "session" | "time" | "key"
> & {
  readonly kind: EventKind;
};

export interface TrackerOptions {
  readonly client: Pick<Client, "sendEvents">;
  /** The shopper who is signed in; default none. */
  readonly shopper?: string;
  /** Default the page's `localStorage`; what it refuses is kept in memory. */
  readonly storage?: TrackerStorage;
  /** After how long events are sent, in milliseconds; default 1,000. */
  readonly delayMs?: number;
  /**
   * Told of what could not be sent. Those in `dropped` were refused as wrong and are gone; without them
   * nothing is lost, and it is tried again. Default nobody.
   */
  readonly onError?: (error: unknown, dropped: readonly EventInput[]) => void;
}

/** Tells the server what a visitor does. */
export interface Tracker {
  /** The visitor, wherever she signs in; merge it into the account then. */
  readonly anonymous: string;
  /** The visit, as recommendations are asked with it. */
  readonly session: () => string;
  readonly track: (event: TrackedEvent) => void;
  /** Sends what waits; resolves when it is committed, or has failed. */
  readonly flush: () => Promise<void>;
}

const KEYS = {
  anonymous: "vitrine.anonymous",
  session: "vitrine.session",
  waiting: "vitrine.waiting",
} as const;
type KeyedEvent = EventInput & { readonly key: string };
const VISIT_MS = 30 * 60_000;
/** More than the newest so many do not wait. */
const MOST_WAITING = 500;
/** The server takes twice as many. */
const MOST_SENT = 500;
/** What the schema of events lets pass. */
const LONGEST_QUERY = 500;
/** A browser lets 64 KiB outlast a page, and a character takes up to 3 bytes. */
const MOST_KEPT_ALIVE = 20_000;
/** The same events would be answered the same again. */
const REFUSED: ReadonlySet<number> = new Set([400, 403, 413, 422]);

/** Prepares to track a page; once a page. */
export function createTracker({
  client,
  shopper,
  storage: given = pageStorage(),
  delayMs = 1000,
  onError = () => undefined,
}: TrackerOptions): Tracker {
  const storage = withMemory(given);
  const anonymous = storage.getItem(KEYS.anonymous) ?? crypto.randomUUID();
  storage.setItem(KEYS.anonymous, anonymous);
  let waiting = readWaiting(storage);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sending: Promise<void> | undefined;

  const keep = (): void => {
    if (waiting.length === 0) storage.removeItem(KEYS.waiting);
    else storage.setItem(KEYS.waiting, JSON.stringify(waiting.slice(-MOST_WAITING)));
  };
  const forget = (batch: readonly KeyedEvent[]): void => {
    const done = new Set(batch.map(({ key }) => key));
    waiting = waiting.filter(({ key }) => !done.has(key));
    keep();
  };
  /** Resolves when all of a batch is committed or dropped. */
  const sendBatch = async (batch: readonly KeyedEvent[]): Promise<void> => {
    try {
      const keepalive = JSON.stringify(batch).length <= MOST_KEPT_ALIVE;
      await client.sendEvents(batch, { keepalive });
      forget(batch);
    } catch (error) {
      if (!(error instanceof ProblemError) || !REFUSED.has(error.status)) throw error;
      if (isOneFault(error, batch)) {
        forget(batch);
        onError(error, batch);
        return;
      }
      const half = Math.ceil(batch.length / 2);
      await sendBatch(batch.slice(0, half));
      await sendBatch(batch.slice(half));
    }
  };
  const send = async (): Promise<void> => {
    try {
      while (waiting.length > 0) await sendBatch(waiting.slice(0, MOST_SENT));
    } catch (error) {
      onError(error, []);
    }
  };
  const session = (): string => {
    const now = Date.now();
    const [id, seen] = (storage.getItem(KEYS.session) ?? "").split(" ");
    const goesOn = id !== undefined && id !== "" && now - Number(seen) < VISIT_MS;
    const current = goesOn ? id : crypto.randomUUID();
    storage.setItem(KEYS.session, `${current} ${now}`);
    return current;
  };
  const flush = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    // One batch at a time: what comes meanwhile goes with the next.
    sending = (sending ?? Promise.resolve()).then(send);
    await sending;
  };
  return {
    anonymous,
    session,
    track(event) {
      waiting.push({
        ...event,
        ...(event.query === undefined ? {} : { query: cutQuery(event.query) }),
        key: crypto.randomUUID(),
        time: new Date().toISOString(),
        anonymous,
        session: session(),
        ...(shopper === undefined ? {} : { shopper }),
      });
      keep();
      timer ??= setTimeout(() => void flush(), delayMs);
    },
    flush,
  };
}

/** Whether all of a refused batch is at fault: a key that may not speak for a shopper never may. */
function isOneFault({ code }: ProblemError, batch: readonly KeyedEvent[]): boolean {
  return (
    batch.length === 1 ||
    (code === "FORBIDDEN" && batch.every(({ shopper }) => shopper === batch[0]?.shopper))
  );
}

/** Its beginning, without half a character at the end. */
function cutQuery(query: string): string {
  return query.length <= LONGEST_QUERY
    ? query
    : query.slice(0, LONGEST_QUERY).replace(/[\uD800-\uDBFF]$/, "");
}

/** What an earlier page could not send; what some other script wrote there is passed over. */
function readWaiting(storage: TrackerStorage): KeyedEvent[] {
  try {
    const kept: unknown = JSON.parse(storage.getItem(KEYS.waiting) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isKeyed) : [];
  } catch {
    return [];
  }
}

function isKeyed(event: unknown): event is KeyedEvent {
  return typeof (event as Partial<KeyedEvent> | null)?.key === "string";
}

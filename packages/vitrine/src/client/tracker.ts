/**
 * @file Tells the server what a visitor of a page does: under an anonymous id that stays, in a visit
 * that ends after half an hour, in batches, and none twice.
 *
 * What could not be sent waits in the page's storage and goes with the next batch, of the next page if need be.
 */
import type { EventInput, EventKind } from "../data/event.js";
import type { Client } from "./client.js";

/** An event of the page; who did it and when is added. */
export type TrackedEvent = Omit<
  EventInput,
  "shopper" | "anonymous" | "session" | "time" | "key"
> & {
  readonly kind: EventKind;
};

/** The part of the page's storage that is used. */
export interface TrackerStorage {
  getItem(name: string): string | null;
  setItem(name: string, value: string): void;
  removeItem(name: string): void;
}

export interface TrackerOptions {
  readonly client: Pick<Client, "sendEvents">;
  /** The shopper who is signed in; default none. */
  readonly shopper?: string;
  /** Default the page's `localStorage`. */
  readonly storage?: TrackerStorage;
  /** After how long events are sent, in milliseconds; default 1,000. */
  readonly delayMs?: number;
  /** Told of what could not be sent; it is tried again. Default nobody. */
  readonly onError?: (error: unknown) => void;
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
const VISIT_MS = 30 * 60_000;
/** More than the newest so many do not wait. */
const MOST_WAITING = 500;

/** Prepares to track a page; once a page. */
export function createTracker({
  client,
  shopper,
  storage = pageStorage(),
  delayMs = 1000,
  onError = () => undefined,
}: TrackerOptions): Tracker {
  const anonymous = storage.getItem(KEYS.anonymous) ?? crypto.randomUUID();
  storage.setItem(KEYS.anonymous, anonymous);
  let waiting = readWaiting(storage);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sending: Promise<void> | undefined;

  const keep = (): void => {
    if (waiting.length === 0) storage.removeItem(KEYS.waiting);
    else storage.setItem(KEYS.waiting, JSON.stringify(waiting.slice(-MOST_WAITING)));
  };
  const send = async (): Promise<void> => {
    const batch = waiting;
    if (batch.length === 0) return;
    try {
      await client.sendEvents(batch);
      const sent = new Set(batch.map(({ key }) => key));
      waiting = waiting.filter(({ key }) => !sent.has(key));
      keep();
    } catch (error) {
      onError(error);
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

/** That of the page; where a browser keeps none, or this is none, what lasts as long as the tracker. */
function pageStorage(): TrackerStorage {
  const { localStorage } = globalThis as { readonly localStorage?: TrackerStorage };
  if (localStorage !== undefined) return localStorage;
  const held = new Map<string, string>();
  return {
    getItem: (name) => held.get(name) ?? null,
    setItem: (name, value) => void held.set(name, value),
    removeItem: (name) => void held.delete(name),
  };
}

/** What an earlier page could not send. */
function readWaiting(storage: TrackerStorage): EventInput[] {
  try {
    const kept: unknown = JSON.parse(storage.getItem(KEYS.waiting) ?? "[]");
    return Array.isArray(kept) ? (kept as EventInput[]) : [];
  } catch {
    // Some other script wrote there; nothing of ours is lost.
    return [];
  }
}

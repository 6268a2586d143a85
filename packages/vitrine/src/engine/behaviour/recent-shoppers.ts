/**
 * @file The newest events of those who were asked about lately, kept current event by event: who
 * looks through a shop is asked about with every page.
 */
import type { RecordedEvent } from "../../store/event-store.js";
import { toStorableText } from "../../store/product-row.js";
import { RecentMap } from "../recent-map.js";
import { HISTORY_KINDS } from "./shopper-history.js";
import type { HistoryEvent } from "./shopper-history.js";

/** Whose events; each name has a list of its own. */
export interface ShopperNames {
  /** The id of a shopper with an account. */
  readonly shopper?: string;
  /** The id of a visitor without one. */
  readonly anonymous?: string;
  /** The visit. */
  readonly session?: string;
}

/** What is kept of an event. */
interface KeptEvent extends HistoryEvent, Pick<RecordedEvent, "sequence"> {}

/** Reads the newest events of one name, of the kinds of a history. */
export type ReadEvents = (
  name: keyof ShopperNames,
  id: string,
  limit: number,
) => Promise<readonly RecordedEvent[]>;

/** The newest events of a name that count. */
const MOST_EVENTS = 300;
/** Events of all names together, and what a name itself takes, as so many of them: some 30 MB. */
const MOST_HELD = 250_000;
const OF_A_NAME = 8;
const KINDS: ReadonlySet<string> = new Set(HISTORY_KINDS);
const NAMES = ["shopper", "anonymous", "session"] as const;

/** Newest events of the names that were asked for lately. */
export class RecentShoppers {
  readonly #lists = new RecentMap<string, readonly KeptEvent[]>(
    MOST_HELD,
    (list) => list.length + OF_A_NAME,
  );
  /** Lists that are being read; what is recorded meanwhile may be missing in them, and is put in. */
  readonly #coming = new Map<string, Coming>();
  readonly #read: ReadEvents;

  constructor(read: ReadEvents) {
    this.#read = read;
  }

  /** Takes in what was recorded; events that are there already change nothing. */
  add(events: readonly RecordedEvent[]): void {
    const byKey = new Map<string, RecordedEvent[]>();
    for (const event of events) {
      if (!KINDS.has(event.kind)) continue;
      for (const name of NAMES) {
        const id = event[name];
        if (id === undefined) continue;
        const key = keyOf(name, id);
        this.#coming.get(key)?.meanwhile.push(event);
        const added = byKey.get(key);
        if (added !== undefined) added.push(event);
        else if (this.#lists.has(key)) byKey.set(key, [event]);
      }
    }
    for (const [key, added] of byKey) this.#lists.set(key, joined(this.#lists.get(key)!, added));
  }

  /** Forgets everything, also what is being read. */
  clear(): void {
    this.#lists.clear();
    this.#coming.clear();
  }

  /** The newest events of all names, each once, in no order. */
  async eventsOf(names: ShopperNames): Promise<readonly HistoryEvent[]> {
    const lists = await Promise.all(
      NAMES.flatMap((name) => {
        const id = names[name];
        return id === undefined ? [] : [this.#listOf(name, id)];
      }),
    );
    if (lists.length === 1) return lists[0]!;
    return [...new Map(lists.flat().map((event) => [event.sequence, event])).values()];
  }

  async #listOf(name: keyof ShopperNames, id: string): Promise<readonly KeptEvent[]> {
    const key = keyOf(name, id);
    const held = this.#lists.get(key);
    if (held !== undefined) return held;
    const coming = this.#coming.get(key) ?? this.#begin(name, id);
    return coming.list;
  }

  #begin(name: keyof ShopperNames, id: string): Coming {
    const key = keyOf(name, id);
    const meanwhile: RecordedEvent[] = [];
    const read = async (): Promise<readonly KeptEvent[]> => {
      try {
        const list = joined([], [...(await this.#read(name, id, MOST_EVENTS)), ...meanwhile]);
        if (this.#coming.get(key) === coming) this.#lists.set(key, list);
        return list;
      } finally {
        if (this.#coming.get(key) === coming) this.#coming.delete(key);
      }
    };
    const coming: Coming = { meanwhile, list: read() };
    this.#coming.set(key, coming);
    return coming;
  }
}

interface Coming {
  readonly meanwhile: RecordedEvent[];
  readonly list: Promise<readonly KeptEvent[]>;
}

/** The id as the store holds it, so that events that come back from it are known. */
function keyOf(name: keyof ShopperNames, id: string): string {
  return `${name} ${toStorableText(id)}`;
}

/** The newest of both, each once, newest first. */
function joined(
  list: readonly KeptEvent[],
  events: readonly RecordedEvent[],
): readonly KeptEvent[] {
  const known = new Set(list.map(({ sequence }) => sequence));
  const added: KeptEvent[] = [];
  for (const { sequence, kind, time, product, value } of events) {
    if (known.has(sequence)) continue;
    known.add(sequence);
    added.push({ sequence, kind, time, product, value });
  }
  const all = [...added.sort(newestFirst), ...list];
  // Mostly what comes is newer than what is there.
  const isSorted =
    all.length === added.length || newestFirst(added.at(-1) ?? list[0]!, list[0]!) <= 0;
  return (isSorted ? all : all.sort(newestFirst)).slice(0, MOST_EVENTS);
}

/** The order of the store. */
function newestFirst(a: KeptEvent, b: KeptEvent): number {
  if (a.time !== b.time) return a.time < b.time ? 1 : -1;
  return b.sequence - a.sequence;
}

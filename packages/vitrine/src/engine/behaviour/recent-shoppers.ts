/**
 * @file The newest events of those who were asked about lately, kept current event by event: who
 * looks through a shop is asked about with every page.
 */
import type { RecordedEvent } from "../../store/event-store.js";
import { RecentMap } from "../recent-map.js";
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

/** Reads the newest events of one name. */
export type ReadEvents = (
  name: keyof ShopperNames,
  id: string,
  limit: number,
) => Promise<readonly RecordedEvent[]>;

/** The newest events of a name that count. */
const MOST_EVENTS = 300;
/** Events of all names together: some 30 MB. */
const MOST_HELD = 250_000;
const NAMES = ["shopper", "anonymous", "session"] as const;

/** Newest events of the names that were asked for lately. */
export class RecentShoppers {
  readonly #lists = new RecentMap<string, readonly KeptEvent[]>(
    MOST_HELD,
    (list) => list.length + 1,
  );
  /** Lists that are being read; what is recorded meanwhile may be missing in them, and is put in. */
  readonly #coming = new Map<string, Coming>();
  readonly #read: ReadEvents;

  constructor(read: ReadEvents) {
    this.#read = read;
  }

  /** Takes in what was recorded; an event that is there already changes nothing. */
  add(event: RecordedEvent): void {
    for (const name of NAMES) {
      const id = event[name];
      if (id === undefined) continue;
      const key = keyOf(name, id);
      this.#coming.get(key)?.meanwhile.push(event);
      const list = this.#lists.get(key);
      if (list !== undefined) this.#lists.set(key, joined(list, [event]));
    }
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

function keyOf(name: keyof ShopperNames, id: string): string {
  return `${name} ${id}`;
}

/** The newest of both, each once, newest first. */
function joined(
  list: readonly KeptEvent[],
  events: readonly RecordedEvent[],
): readonly KeptEvent[] {
  const bySequence = new Map<number, KeptEvent>(list.map((event) => [event.sequence, event]));
  for (const { sequence, kind, time, product, value } of events) {
    bySequence.set(sequence, { sequence, kind, time, product, value });
  }
  return [...bySequence.values()].sort(newestFirst).slice(0, MOST_EVENTS);
}

/** The order of the store. */
function newestFirst(a: KeptEvent, b: KeptEvent): number {
  if (a.time !== b.time) return a.time < b.time ? 1 : -1;
  return b.sequence - a.sequence;
}

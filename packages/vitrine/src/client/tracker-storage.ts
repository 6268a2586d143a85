/**
 * @file Where a tracker keeps what must outlast a page.
 *
 * A browser may keep nothing (blocked cookies, a full quota, a frame without an origin); what it
 * refuses is kept in memory, as long as the tracker lasts.
 */

/** The part of the page's storage that is used. */
export interface TrackerStorage {
  getItem(name: string): string | null;
  setItem(name: string, value: string): void;
  removeItem(name: string): void;
}

/** The page's `localStorage`; undefined where there is none, or where reaching for it is forbidden. */
export function pageStorage(): TrackerStorage | undefined {
  try {
    return (
      (globalThis as { readonly localStorage?: TrackerStorage | null }).localStorage ?? undefined
    );
  } catch {
    return undefined;
  }
}

/** The storage, or memory for what it refuses; never throws. */
export function withMemory(storage: TrackerStorage | undefined): TrackerStorage {
  const held = new Map<string, string>();
  /** Undefined where the storage refused. */
  const attempt = <T>(use: (storage: TrackerStorage) => T): T | undefined => {
    try {
      return storage === undefined ? undefined : use(storage);
    } catch {
      return undefined;
    }
  };
  return {
    getItem: (name) => held.get(name) ?? attempt((kept) => kept.getItem(name)) ?? null,
    setItem(name, value) {
      const isKept = attempt((kept) => {
        kept.setItem(name, value);
        return true;
      });
      if (isKept === true) held.delete(name);
      else held.set(name, value);
    },
    removeItem(name) {
      held.delete(name);
      attempt((kept) => {
        kept.removeItem(name);
      });
    },
  };
}

/** @file What stays in this browser: who is shopping, the cart, the wishes. Every tab sees a change. */
import { useSyncExternalStore } from "react";

/** A value that stays, and whoever shows it. */
export interface KeptState<T> {
  readonly get: () => T;
  readonly set: (value: T) => void;
  readonly subscribe: (listener: () => void) => () => void;
}

/**
 * Keeps a value in the browser's storage.
 *
 * @param read - Makes the value of what was stored, or of null; what can not be read is as if it were not there.
 */
export function createKeptState<T>(key: string, read: (stored: unknown) => T): KeptState<T> {
  const listeners = new Set<() => void>();
  let value = read(readStored(key));
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  addEventListener("storage", (event) => {
    if (event.key !== key && event.key !== null) return;
    value = read(readStored(key));
    tell();
  });
  return {
    get: () => value,
    set(next) {
      value = next;
      try {
        localStorage.setItem(key, JSON.stringify(next));
      } catch {
        // A full or forbidden storage: the value lasts as long as the page.
      }
      tell();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The value, as it is now. */
export function useKept<T>(state: KeptState<T>): T {
  return useSyncExternalStore(state.subscribe, state.get);
}

function readStored(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null") as unknown;
  } catch {
    return null;
  }
}

/** @file A map that forgets what was not asked for longest. */

export class RecentMap<Key, Value> {
  readonly #entries = new Map<Key, Value>();
  readonly #most: () => number;

  /** @param most - How many entries are kept, or a function that says it, asked when one is added. */
  constructor(most: number | (() => number)) {
    this.#most = typeof most === "number" ? () => most : most;
  }

  /** What is held under the key, which from now on is the last to be forgotten. */
  get(key: Key): Value | undefined {
    const value = this.#entries.get(key);
    if (value === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, value);
    return value;
  }

  set(key: Key, value: Value): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    const most = this.#most();
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= most) return;
      this.#entries.delete(oldest);
    }
  }

  delete(key: Key): void {
    this.#entries.delete(key);
  }

  clear(): void {
    this.#entries.clear();
  }

  values(): IterableIterator<Value> {
    return this.#entries.values();
  }
}

/**
 * Tells what was asked for before. What is asked for once, as most things are, is then not kept in the
 * place of what is asked for again and again.
 */
export class RecentKeys {
  readonly #keys: RecentMap<string, true>;

  /** @param most - How many are known. */
  constructor(most: number) {
    this.#keys = new RecentMap(most);
  }

  /** Whether the key was there; from now on it is. */
  wasThere(key: string): boolean {
    const known = this.#keys.get(key) === true;
    if (!known) this.#keys.set(key, true);
    return known;
  }
}

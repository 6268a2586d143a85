/** @file A map that forgets what was not asked for longest. */

export class RecentMap<Key, Value> {
  readonly #entries = new Map<Key, Value>();
  readonly #most: number;
  readonly #weigh: (value: Value) => number;
  #weight = 0;

  /**
   * @param most - What all entries together may weigh.
   * @param weigh - What one weighs, always the same; default 1, so that `most` is how many are kept.
   */
  constructor(most: number, weigh: (value: Value) => number = () => 1) {
    this.#most = most;
    this.#weigh = weigh;
  }

  /** What is held under the key, which from now on is the last to be forgotten. */
  get(key: Key): Value | undefined {
    const value = this.#entries.get(key);
    if (value === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, value);
    return value;
  }

  /** Whether something is held, which does not count as being asked for. */
  has(key: Key): boolean {
    return this.#entries.has(key);
  }

  /** Holds a value; one that alone weighs more than is kept is forgotten at once. */
  set(key: Key, value: Value): void {
    this.delete(key);
    this.#entries.set(key, value);
    this.#weight += this.#weigh(value);
    for (const oldest of this.#entries.keys()) {
      if (this.#weight <= this.#most) return;
      this.delete(oldest);
    }
  }

  delete(key: Key): void {
    const value = this.#entries.get(key);
    if (value === undefined) return;
    this.#weight -= this.#weigh(value);
    this.#entries.delete(key);
  }

  clear(): void {
    this.#entries.clear();
    this.#weight = 0;
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

/**
 * @file Who had to do with what: the matrix of users × items that models learn from.
 *
 * Compressed sparse rows: 8 to 20 bytes an interaction. Building takes O(n log n) time for the
 * longest row n, and twice the memory of the result for a moment. Users and items are numbers here;
 * what they are called is the caller's business.
 */
import { VitrineError } from "../errors.js";
import type { SparseRows } from "../text/sparse-rows.js";

declare const userAxis: unique symbol;
declare const itemAxis: unique symbol;
/** A row of the matrix: one shopper or one session. */
export type UserIndex = number & { readonly [userAxis]: true };
/** A column of the matrix: one product. */
export type ItemIndex = number & { readonly [itemAxis]: true };

/** Shape [userCount, itemCount]; only what happened is held. */
export interface Interactions {
  readonly userCount: number;
  readonly itemCount: number;
  /** Shape [userCount + 1]: user u has the entries from `rowStarts[u]` to `rowStarts[u + 1]`. */
  readonly rowStarts: Uint32Array;
  /** Shape [entries]: the items of each user, rising, each once. */
  readonly items: Int32Array;
  /** Shape [entries], above 0; absent when every weight is 1. */
  readonly weights?: Float32Array;
  /** Shape [entries]: when it last happened, in milliseconds since 1970; absent when unknown. */
  readonly times?: Float64Array;
}

/** What one shopper or session did, oldest first. */
export interface History {
  /** Shape [n]. An item may stand in it more than once. */
  readonly items: Int32Array;
  /** Shape [n], above 0; absent when every weight is 1. */
  readonly weights?: Float32Array;
  /** Shape [n]: in milliseconds since 1970, not falling. */
  readonly times?: Float64Array;
}

/** Collects interactions in any order. */
export interface InteractionsBuilder {
  /**
   * Adds one interaction. What was added for this user and item before is summed up with it, and
   * the later of the two times holds.
   *
   * @param weight - Finite, above 0; default 1.
   * @param time - In milliseconds since 1970; given with every interaction or with none.
   * @throws {VitrineError} `PARAM_INVALID`.
   */
  add(user: UserIndex, item: ItemIndex, weight?: number, time?: number): void;
  /** How many were added so far. */
  readonly count: number;
  /**
   * The matrix of all that was added; the builder can go on after it.
   *
   * @param userCount - How many rows; default one more than the highest user.
   * @param itemCount - How many columns; default one more than the highest item.
   * @throws {VitrineError} `PARAM_INVALID` when a count is too small, or times are known of some only.
   */
  build(userCount?: number, itemCount?: number): Interactions;
}

/** Rows and columns are numbered below this. */
const MAX_INDEX = 2 ** 31 - 1;

/**
 * Starts a matrix.
 *
 * @example
 * const builder = createInteractionsBuilder();
 * builder.add(0 as UserIndex, 2 as ItemIndex);
 * builder.build().itemCount; // 3
 */
export function createInteractionsBuilder(): InteractionsBuilder {
  let users = new Int32Array(1024);
  let items = new Int32Array(1024);
  let weights = new Float32Array(1024);
  let times = new Float64Array(1024);
  let count = 0;
  let timed = 0;
  let lastUser = -1;
  let lastItem = -1;
  return {
    get count() {
      return count;
    },
    add(user, item, weight = 1, time) {
      checkIndex("user", user);
      checkIndex("item", item);
      if (!(weight > 0 && Number.isFinite(Math.fround(weight)))) {
        throw invalid("weight", "a finite number above 0", weight);
      }
      if (time !== undefined && !Number.isFinite(time)) {
        throw invalid("time", "a finite number of milliseconds since 1970", time);
      }
      if (count === users.length) {
        users = grown(users, new Int32Array(2 * count));
        items = grown(items, new Int32Array(2 * count));
        weights = grown(weights, new Float32Array(2 * count));
        times = grown(times, new Float64Array(2 * count));
      }
      users[count] = user;
      items[count] = item;
      weights[count] = weight;
      times[count] = time ?? Number.NaN;
      count++;
      if (time !== undefined) timed++;
      lastUser = Math.max(lastUser, user);
      lastItem = Math.max(lastItem, item);
    },
    build(userCount = lastUser + 1, itemCount = lastItem + 1) {
      checkCount("userCount", userCount, lastUser + 1);
      checkCount("itemCount", itemCount, lastItem + 1);
      if (timed !== 0 && timed !== count) {
        throw invalid("time", "given with every interaction or with none", `${timed} of ${count}`);
      }
      return compress(
        { users, items, weights, times, count, timed: timed > 0 },
        userCount,
        itemCount,
      );
    },
  };
}

/**
 * Checks a matrix that came from elsewhere.
 *
 * @throws {VitrineError} `PARAM_INVALID` naming the first thing that does not hold.
 */
export function checkInteractions(interactions: Interactions): void {
  const { userCount, itemCount, rowStarts, items, weights, times } = interactions;
  checkCount("userCount", userCount, 0);
  checkCount("itemCount", itemCount, 0);
  if (rowStarts.length !== userCount + 1 || rowStarts[0] !== 0) {
    throw invalid("rowStarts", `${userCount + 1} numbers from 0 on`, rowStarts.length);
  }
  for (let user = 0; user < userCount; user++) {
    const start = rowStarts[user]!;
    const end = rowStarts[user + 1]!;
    if (end < start) throw invalid("rowStarts", "numbers that do not fall", end);
    for (let entry = start; entry < end; entry++) {
      const item = items[entry] ?? -1;
      const before = entry === start ? -1 : items[entry - 1]!;
      if (item > before && item < itemCount) continue;
      throw invalid("items", `rising within a user and below ${itemCount}`, item);
    }
  }
  for (const [param, values] of [
    ["items", items],
    ["weights", weights],
    ["times", times],
  ] as const) {
    if (values === undefined || values.length === rowStarts[userCount]) continue;
    throw invalid(param, `of length ${rowStarts[userCount]!}`, values.length);
  }
  for (const weight of weights ?? []) {
    if (!(weight > 0 && weight < Infinity)) {
      throw invalid("weights", "finite numbers above 0", weight);
    }
  }
  for (const time of times ?? []) {
    if (!Number.isFinite(time)) throw invalid("times", "finite", time);
  }
}

/** What one user did, oldest first where times are known, else by item. */
export function historyOf(interactions: Interactions, user: UserIndex): History {
  const { rowStarts, items, weights, times } = interactions;
  const start = rowStarts[user]!;
  const end = rowStarts[user + 1]!;
  if (times === undefined) {
    return {
      items: items.slice(start, end),
      ...(weights === undefined ? {} : { weights: weights.slice(start, end) }),
    };
  }
  const order = Uint32Array.from({ length: end - start }, (_, index) => start + index).sort(
    (one, other) => times[one]! - times[other]! || one - other,
  );
  return {
    items: Int32Array.from(order, (entry) => items[entry]!),
    ...(weights === undefined
      ? {}
      : { weights: Float32Array.from(order, (entry) => weights[entry]!) }),
    times: Float64Array.from(order, (entry) => times[entry]!),
  };
}

/** The matrix as rows of numbers, of which `items` and `weights` are shared. */
export function toSparseRows(interactions: Interactions): SparseRows {
  const { userCount, itemCount, rowStarts, items, weights } = interactions;
  return {
    rowCount: userCount,
    columnCount: itemCount,
    rowStarts,
    columns: new Uint32Array(items.buffer, items.byteOffset, items.length),
    values: weights ?? new Float32Array(items.length).fill(1),
  };
}

interface Collected {
  readonly users: Int32Array;
  readonly items: Int32Array;
  readonly weights: Float32Array;
  readonly times: Float64Array;
  readonly count: number;
  readonly timed: boolean;
}

function compress(collected: Collected, userCount: number, itemCount: number): Interactions {
  const { count, users, timed } = collected;
  const starts = new Uint32Array(userCount + 1);
  for (let index = 0; index < count; index++) starts[users[index]! + 1]!++;
  for (let user = 0; user < userCount; user++) starts[user + 1]! += starts[user]!;
  const next = starts.slice();
  const order = new Uint32Array(count); // [count]: by user, and as added within one
  for (let index = 0; index < count; index++) order[next[users[index]!]!++] = index;

  const rowStarts = new Uint32Array(userCount + 1);
  const items = new Int32Array(count);
  const weights = new Float32Array(count);
  const times = new Float64Array(timed ? count : 0);
  let entries = 0;
  for (let user = 0; user < userCount; user++) {
    const rowStart = entries;
    const row = order
      .subarray(starts[user], starts[user + 1])
      .sort((one, other) => collected.items[one]! - collected.items[other]! || one - other);
    for (const index of row) {
      const item = collected.items[index]!;
      const isRepeated = entries > rowStart && items[entries - 1] === item;
      const entry = isRepeated ? entries - 1 : entries++;
      items[entry] = item;
      weights[entry] = (isRepeated ? weights[entry]! : 0) + collected.weights[index]!;
      if (!timed) continue;
      const time = collected.times[index]!;
      times[entry] = isRepeated ? Math.max(times[entry]!, time) : time;
    }
    rowStarts[user + 1] = entries;
  }
  const plain = weights.subarray(0, entries).every((weight) => weight === 1);
  return {
    userCount,
    itemCount,
    rowStarts,
    items: items.slice(0, entries),
    ...(plain ? {} : { weights: weights.slice(0, entries) }),
    ...(timed ? { times: times.slice(0, entries) } : {}),
  };
}

function grown<T extends Int32Array | Float32Array | Float64Array>(from: T, into: T): T {
  into.set(from);
  return into;
}

function checkIndex(param: string, index: number): void {
  if (Number.isInteger(index) && index >= 0 && index < MAX_INDEX) return;
  throw invalid(param, `a whole number from 0 to ${MAX_INDEX - 1}`, index);
}

function checkCount(param: string, count: number, least: number): void {
  if (Number.isInteger(count) && count >= least && count <= MAX_INDEX) return;
  throw invalid(param, `a whole number of at least ${least}`, count);
}

function invalid(param: string, must: string, got: unknown): VitrineError<"PARAM_INVALID"> {
  return new VitrineError(
    "PARAM_INVALID",
    `Of interactions, ${param} must be ${must}; got ${String(got)}. Number users and items from 0 and leave out what is not known.`,
    { param, got },
  );
}

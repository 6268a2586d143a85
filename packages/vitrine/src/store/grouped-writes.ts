/**
 * @file Commits together what is asked for while a commit is under way.
 *
 * A commit costs the same for one row as for some hundred. So the first call is committed at once;
 * those that come meanwhile wait and go together into the next commit. Each is answered after the
 * commit that holds it.
 */
import { isVitrineError } from "../errors.js";

export interface GroupedWrites<T, R> {
  /** Resolves after the commit that holds the items. */
  write(items: readonly T[]): Promise<R>;
}

interface Call<T, R> {
  readonly items: readonly T[];
  resolve(result: R): void;
  reject(error: unknown): void;
}

/**
 * @param commit - Commits the items of several calls, all or none; answers in their order.
 * @param groupSize - Items of a group before it takes no further call.
 */
export function createGroupedWrites<T, R>(
  commit: (calls: readonly (readonly T[])[]) => Promise<readonly R[]>,
  groupSize: number,
): GroupedWrites<T, R> {
  const queue: Call<T, R>[] = [];
  let working: Promise<void> | undefined;

  const carryOut = async (group: readonly Call<T, R>[]): Promise<void> => {
    try {
      const results = await commit(group.map(({ items }) => items));
      for (const [k, call] of group.entries()) call.resolve(results[k] as R);
    } catch (error) {
      // What the database refuses may be the fault of one of them, and is then answered to that one.
      if (group.length > 1 && isVitrineError(error, "STORE_FAILED")) {
        for (const call of group) await carryOut([call]);
      } else {
        for (const call of group) call.reject(error);
      }
    }
  };
  const work = async (): Promise<void> => {
    for (;;) {
      const first = queue.shift();
      if (first === undefined) break;
      const group = [first];
      let size = first.items.length;
      while (size < groupSize) {
        const next = queue.shift();
        if (next === undefined) break;
        group.push(next);
        size += next.items.length;
      }
      await carryOut(group);
    }
    working = undefined;
  };
  return {
    write: (items) =>
      new Promise((resolve, reject) => {
        queue.push({ items, resolve, reject });
        working ??= work();
      }),
  };
}

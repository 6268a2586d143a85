/**
 * @file One after the other: work that shares something waits for the work before it.
 *
 * O(1) a turn; a turn that throws does not stop the next.
 */

/** Runs turns one at a time, in the order they were asked for. */
export interface SerialLock {
  run<T>(turn: () => Promise<T>): Promise<T>;
}

export function createSerialLock(): SerialLock {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run(turn) {
      const result = last.then(turn, turn);
      last = result.catch(() => undefined);
      return result;
    },
  };
}

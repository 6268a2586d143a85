/** @file Runs asynchronous work one piece at a time, in the order in which it was asked for. */

/** Queues `task` behind all earlier ones; resolves or rejects with what it does. */
export type SerialQueue = <T>(task: () => Promise<T>) => Promise<T>;

/** Makes an empty queue. A task that fails does not stop the ones behind it. */
export function createSerialQueue(): SerialQueue {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const result = last.then(task);
    last = result.catch(() => undefined);
    return result;
  };
}

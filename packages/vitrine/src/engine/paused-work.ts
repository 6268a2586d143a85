/** @file Long work in short steps: done at once, or with pauses in which others are answered. */
import { setTimeout as sleep } from "node:timers/promises";

/** Work that stops after each step and gives its result at the end. */
export type PausedWork<T> = Generator<undefined, T>;

const STEP = 250;
/** So long a pause lets a server see that it is not late for good (load-guard.ts). */
const LONGEST_PAUSE_MS = 600;

/** Passes each of `items` to `action`, and stops after every few hundred. */
export function* stepThrough<T>(
  items: Iterable<T>,
  action: (item: T) => void,
): Generator<undefined, void> {
  let count = 0;
  for (const item of items) {
    action(item);
    count += 1;
    if (count % STEP === 0) yield;
  }
}

/** Does the work without a pause. */
export function doAtOnce<T>(work: PausedWork<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

/**
 * Does the work with pauses, each as long as the step before it: half of the time is left to others.
 *
 * @param isVain - Asked after each pause: whether what the work is made of has changed.
 * @returns Undefined when the work was in vain.
 */
export async function doWithPauses<T>(
  work: PausedWork<T>,
  isVain: () => boolean,
): Promise<T | undefined> {
  for (;;) {
    const began = performance.now();
    const step = work.next();
    await sleep(Math.min(LONGEST_PAUSE_MS, performance.now() - began));
    if (isVain()) return undefined;
    if (step.done === true) return step.value;
  }
}

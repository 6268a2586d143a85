/**
 * @file Refuses requests before waiting for an answer becomes long: when too many are being
 * answered, or when the process is late with its work.
 *
 * How late it is, is the mean delay of the event loop over a quarter of a second, and of two such
 * spans the better: a single long step does not refuse what comes after it, lasting pressure does.
 */
import { monitorEventLoopDelay } from "node:perf_hooks";
import { VitrineError } from "../errors.js";

export interface LoadGuardOptions {
  readonly maxInFlight: number;
  readonly maxEventLoopDelayMs: number;
}

/** Counts requests and refuses those that are too many. */
export interface LoadGuard {
  readonly inFlight: () => number;
  /**
   * Lets a request in.
   *
   * @param isVital - Whether it is counted but never refused.
   * @throws {VitrineError} `OVERLOADED`; the request is then not counted.
   */
  enter(isVital: boolean): void;
  /** One that was let in has been answered. */
  leave(): void;
  close(): void;
}

const SAMPLE_MS = 250;
const RESOLUTION_MS = 10;

export function createLoadGuard({ maxInFlight, maxEventLoopDelayMs }: LoadGuardOptions): LoadGuard {
  let count = 0;
  let delayMs = 0;
  let lastMeanMs = 0;
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  const sampling = setInterval(() => {
    // Its samples include the time between two of them.
    const meanMs = Number.isNaN(histogram.mean) ? 0 : histogram.mean / 1e6 - RESOLUTION_MS;
    delayMs = Math.min(lastMeanMs, meanMs);
    lastMeanMs = meanMs;
    histogram.reset();
  }, SAMPLE_MS);
  sampling.unref();
  const refuse = (what: string): never => {
    throw new VitrineError(
      "OVERLOADED",
      `The server must be able to answer in time; ${what}. Try again in a second.`,
      { retryAfterSeconds: 1 },
    );
  };
  return {
    inFlight: () => count,
    enter(isVital) {
      if (!isVital && count >= maxInFlight) refuse(`it is answering ${count} requests`);
      if (!isVital && delayMs > maxEventLoopDelayMs) {
        refuse(`it is ${Math.round(delayMs)} ms late with its work`);
      }
      count += 1;
    },
    leave() {
      count -= 1;
    },
    close() {
      clearInterval(sampling);
      histogram.disable();
    },
  };
}

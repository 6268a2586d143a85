/** @file What the server counts and times, in the format of Prometheus. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { ComingVersion } from "../engine/engine.js";

/** Counts and times of one server. */
export interface ServerMetrics {
  readonly contentType: string;
  text(): Promise<string>;
  /** @param route - Its pattern, never the path itself: paths are without number and name shoppers. */
  countRequest(route: string, method: string, status: number, seconds: number): void;
  countEvents(recorded: { readonly accepted: number; readonly duplicates: number }): void;
  countRefusal(): void;
  /** A connection was ended whose client did not read. */
  countDrop(): void;
}

/** Refined around what a search may take: 8 ms in the middle, 25 ms at the end. */
const BUCKETS_SECONDS = [
  0.001, 0.002, 0.004, 0.008, 0.015, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10,
];

/**
 * Begins to count.
 *
 * @param inFlight - How many requests are being answered now.
 * @param coming - Versions that are to be served and are not yet.
 */
export function createServerMetrics(
  inFlight: () => number,
  coming: () => readonly ComingVersion[],
): ServerMetrics {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const registers = [register];
  const latency = new Histogram({
    name: "vitrine_http_request_duration_seconds",
    help: "Time from the first byte of a request to the last of its answer.",
    labelNames: ["route", "method", "status"],
    buckets: BUCKETS_SECONDS,
    registers,
  });
  const events = new Counter({
    name: "vitrine_events_total",
    help: "Events that were sent: accepted, or known already.",
    labelNames: ["outcome"],
    registers,
  });
  const refusals = new Counter({
    name: "vitrine_overload_refusals_total",
    help: "Requests that were refused because there was too much to do.",
    registers,
  });
  const drops = new Counter({
    name: "vitrine_unread_drops_total",
    help: "Connections that were ended because their clients did not read the answers.",
    registers,
  });
  new Gauge({
    name: "vitrine_http_requests_in_flight",
    help: "Requests that are being answered.",
    registers,
    collect() {
      this.set(inFlight());
    },
  });
  new Gauge({
    name: "vitrine_artifacts_coming",
    help: "Versions that are to be served and are not: being loaded, or failed to load.",
    labelNames: ["artifact", "state"],
    registers,
    collect() {
      this.reset();
      for (const { artifact, state } of coming()) this.set({ artifact, state }, 1);
    },
  });
  return {
    contentType: register.contentType,
    text: async () => register.metrics(),
    countRequest(route, method, status, seconds) {
      latency.observe({ route, method, status: String(status) }, seconds);
    },
    countEvents({ accepted, duplicates }) {
      events.inc({ outcome: "accepted" }, accepted);
      events.inc({ outcome: "duplicate" }, duplicates);
    },
    countRefusal() {
      refusals.inc();
    },
    countDrop() {
      drops.inc();
    },
  };
}

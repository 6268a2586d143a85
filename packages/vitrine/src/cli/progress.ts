/**
 * @file Progress of long work on the error stream: one live line in a terminal, plain lines elsewhere.
 */

/** Where progress is written; `process.stderr` is one. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** One step of long work. */
export interface ProgressStep {
  readonly update: (done: number, total: number) => void;
  readonly end: () => void;
}

/** Makes steps of progress. */
export interface Progress {
  start(label: string): ProgressStep;
}

const LIVE_INTERVAL_MS = 100;
const PLAIN_INTERVAL_MS = 5000;

/**
 * Reports to `stream`.
 *
 * @param now - Milliseconds; `performance.now` outside of tests.
 */
export function createProgress(stream: ProgressStream, now: () => number): Progress {
  const live = stream.isTTY === true;
  return {
    start(label) {
      const started = now();
      // Work that ends within the first interval says nothing.
      let lastShown = started;
      let shown = false;
      return {
        update(done, total) {
          const time = now();
          if (time - lastShown < (live ? LIVE_INTERVAL_MS : PLAIN_INTERVAL_MS)) return;
          lastShown = time;
          shown = true;
          const line = describe(label, done, total, time - started);
          stream.write(
            live ? `\r\u001b[2K${line.slice(0, (stream.columns ?? 80) - 1)}` : `${line}\n`,
          );
        },
        end() {
          if (live && shown) stream.write("\r\u001b[2K");
        },
      };
    },
  };
}

/** Follows work that names its stages: each stage is a step of its own. */
export function followStages(progress: Progress): {
  onProgress: (stage: string, done: number, total: number) => void;
  end: () => void;
} {
  let current: { stage: string; step: ProgressStep } | undefined;
  return {
    onProgress(stage, done, total) {
      if (current?.stage !== stage) {
        current?.step.end();
        current = { stage, step: progress.start(stage) };
      }
      current.step.update(done, total);
    },
    end() {
      current?.step.end();
    },
  };
}

/** Says nothing. */
export const silentProgress: Progress = { start: () => ({ update() {}, end() {} }) };

function describe(label: string, done: number, total: number, elapsedMs: number): string {
  const count = done.toLocaleString("en");
  if (!(total > 0)) return `${label}: ${count}`;
  const share = Math.min(1, done / total);
  const remaining = share > 0 ? `, ${formatDuration((elapsedMs * (1 - share)) / share)} left` : "";
  return `${label}: ${Math.floor(share * 100)} % (${count} of ${total.toLocaleString("en")}${remaining})`;
}

/** A duration for people: `820 ms`, `4.2 s`, `3 min 05 s`, `2 h 10 min`. */
export function formatDuration(ms: number): string {
  // Rounded to what is shown before it is split, or 179.8 s would be "2 min 60 s".
  if (Math.round(ms) < 1000) return `${Math.round(ms)} ms`;
  if (Math.round(ms / 100) < 600) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  const padded = (value: number): string => String(value % 60).padStart(2, "0");
  if (minutes < 60) return `${minutes} min ${padded(seconds)} s`;
  return `${Math.floor(minutes / 60)} h ${padded(minutes)} min`;
}

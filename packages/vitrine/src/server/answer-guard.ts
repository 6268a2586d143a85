/**
 * @file Ends connections whose client does not read what it asked for: after a time, and, when too
 * much waits in memory to be read, those first that have waited longest.
 *
 * What waits takes memory but no work, so it does not count among the requests that are being
 * answered; otherwise a few that never read would keep out all others. O(1) an answer.
 */
import type { Socket } from "node:net";

export interface AnswerGuardOptions {
  readonly answerTimeoutMs: number;
  readonly maxUnreadBytes: number;
}

/** Watches answers from when they are ready until the system has taken the last byte. */
export interface AnswerGuard {
  /** How many answers wait to be read. */
  readonly waiting: () => number;
  /**
   * An answer is ready.
   *
   * @param bytes - What it takes in memory.
   * @returns Call it when the answer is sent; more than once does nothing, and so after the connection's end.
   */
  watch(socket: Socket, bytes: number): () => void;
  close(): void;
}

interface Answer {
  readonly socket: Socket;
  readonly bytes: number;
  readonly endMs: number;
}

/** How often the time of those that wait is looked at, at most. */
const SWEEP_MS = 1000;

/**
 * Begins to watch.
 *
 * @param onDrop - Told of every connection that is ended.
 */
export function createAnswerGuard(
  { answerTimeoutMs, maxUnreadBytes }: AnswerGuardOptions,
  now: () => number,
  onDrop: () => void,
): AnswerGuard {
  // In the order in which they began to wait.
  const answers = new Set<Answer>();
  let unreadBytes = 0;
  // A response behind another on its connection is not told when that connection closes.
  const bySocket = new WeakMap<Socket, Set<Answer>>();
  const forget = (answer: Answer): void => {
    if (answers.delete(answer)) unreadBytes -= answer.bytes;
    bySocket.get(answer.socket)?.delete(answer);
  };
  const onSocket = (socket: Socket): Set<Answer> => {
    let waiting = bySocket.get(socket);
    if (waiting === undefined) {
      waiting = new Set();
      bySocket.set(socket, waiting);
      const all = waiting;
      socket.once("close", () => {
        all.forEach(forget);
      });
    }
    return waiting;
  };
  const drop = (answer: Answer): void => {
    forget(answer);
    // Of several answers on one connection each comes here.
    if (answer.socket.destroyed) return;
    answer.socket.destroy();
    onDrop();
  };
  const sweeping = setInterval(
    () => {
      const time = now();
      for (const answer of answers) {
        if (answer.endMs > time) break;
        drop(answer);
      }
    },
    Math.min(SWEEP_MS, answerTimeoutMs / 2),
  );
  sweeping.unref();
  return {
    waiting: () => answers.size,
    watch(socket, bytes) {
      const answer: Answer = { socket, bytes, endMs: now() + answerTimeoutMs };
      answers.add(answer);
      onSocket(socket).add(answer);
      unreadBytes += bytes;
      for (const earlier of answers) {
        // The newest has had no time to be read.
        if (unreadBytes <= maxUnreadBytes || earlier === answer) break;
        drop(earlier);
      }
      return () => {
        forget(answer);
      };
    },
    close() {
      clearInterval(sweeping);
    },
  };
}

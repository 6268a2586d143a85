/**
 * @file Runs the sides of a workload by turns: A B C A B C …, so that whatever slows the machine slows all of them.
 *
 * Every process stays alive from its first round to its last; at any time one of them works and the
 * others wait for a line.
 */

/**
 * @typedef {object} Side
 * @property {Record<string, number[]>} seconds - By measure, one a round.
 * @property {number} peakBytes
 * @property {Record<string, unknown>} notes - What the side has to say of its settings.
 * @property {Record<string, string>} versions
 */

/**
 * @param {readonly import("./peer.mjs").Peer[]} peers
 * @param {object} options
 * @param {Record<string, unknown>} options.opening - The request that opens a side.
 * @param {number} options.rounds
 * @param {(name: string) => string} options.answersOf - The folder that a side writes its answers into.
 * @param {(text: string) => void} options.log
 * @returns {Promise<Map<string, Side>>} By the names of the peers.
 */
export async function interleave(peers, { opening, rounds, answersOf, log }) {
  /** @type {Map<string, Side>} */
  const sides = new Map();
  for (const peer of peers) {
    const { versions } = await peer.request({ do: "open", ...opening });
    sides.set(peer.name, { seconds: {}, peakBytes: 0, notes: {}, versions });
    log(`  ${peer.name}: ready`);
  }
  for (let round = 1; round <= rounds; round++) {
    for (const peer of peers) {
      const { seconds } = await peer.request({ do: "round" });
      const side = /** @type {Side} */ (sides.get(peer.name));
      for (const [measure, value] of Object.entries(seconds)) {
        (side.seconds[measure] ??= []).push(value);
      }
      const shown = Object.entries(seconds).map(
        ([measure, value]) => `${measure} ${toShown(value)}`,
      );
      log(`  round ${round}, ${peer.name}: ${shown.join(", ")}`);
    }
  }
  for (const peer of peers) {
    const side = /** @type {Side} */ (sides.get(peer.name));
    // Before the answers: writing them is no part of the work.
    side.peakBytes = (await peer.request({ do: "memory" })).peakBytes;
    side.notes = (await peer.request({ do: "answers", into: answersOf(peer.name) })).notes;
  }
  return sides;
}

/** @param {readonly number[]} values - Not empty. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = /** @type {number} */ (sorted[middle]);
  return sorted.length % 2 === 1 ? upper : (upper + /** @type {number} */ (sorted[middle - 1])) / 2;
}

/** @param {number} seconds */
export function toShown(seconds) {
  if (seconds < 0.001) return `${(seconds * 1e6).toPrecision(3)} µs`;
  return seconds < 1 ? `${(seconds * 1e3).toPrecision(3)} ms` : `${seconds.toPrecision(3)} s`;
}

/** @file The terminal's table of a result. */
import { toShown } from "./interleave.mjs";

/**
 * One line for each variant of ours and each measure, beside the rival's.
 *
 * @param {ReturnType<typeof import("./record.mjs").toResult>} result
 */
export function toLines(result) {
  const rival = result.sides.find(({ side }) => side === result.rival);
  const lines = [];
  for (const { side, seconds, peakMb, quality } of result.sides) {
    const shown = Object.entries(quality).map(([name, value]) => `${name} ${value.toPrecision(4)}`);
    lines.push(`${side}: peak ${peakMb} MB${shown.length > 0 ? `, ${shown.join(", ")}` : ""}`);
    for (const [measure, { median }] of Object.entries(seconds)) {
      const other = side === result.rival ? undefined : rival?.seconds[measure]?.median;
      const target = result.measures.find(({ name }) => name === measure)?.target;
      const compared = other === undefined ? "" : compare(median / other, target);
      lines.push(`  ${measure.padEnd(20)} ${toShown(median).padStart(9)}${compared}`);
    }
  }
  return lines;
}

/** @param {number} ratio @param {number | undefined} target */
function compare(ratio, target) {
  if (target === undefined) return `  ratio ${ratio.toFixed(2)}`;
  return `  ratio ${ratio.toFixed(2)}, target ${target}${ratio <= target ? "" : "  MISSED"}`;
}

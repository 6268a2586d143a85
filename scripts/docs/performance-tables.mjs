/**
 * @file The measured times: every `bench/results/<name>.json`, as bench/run.mjs records it, as a section.
 *
 * Ratios and whether a target is met are computed here, from the medians.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../run.mjs";

/** The summary and one section for each result. */
export function performanceTables(folder) {
  const results = readdirSync(join(repository, folder))
    .filter((file) => file.endsWith(".json"))
    .sort()
    .map((file) => JSON.parse(readFileSync(join(repository, folder, file), "utf8")));
  if (results.length === 0) return "No result has been recorded yet.";
  return [summary(results), ...results.map(section)].join("\n\n");
}

function summary(results) {
  const rows = results.flatMap((result) =>
    result.measures
      .filter(({ target }) => target !== undefined)
      .map(({ name, what, target }) => {
        const ours = result.sides.find((side) => isGoodEnough(result, side)) ?? result.sides[0];
        const ratio = ratioOf(result, ours, name);
        return [
          result.title,
          `${name}, ${what}`,
          ours.side,
          toTime(ours.seconds[name].median),
          `${result.rival} ${toTime(rivalOf(result).seconds[name].median)}`,
          `**${ratio.toFixed(2)}**`,
          `≤ ${target}`,
          !isGoodEnough(result, ours) ? "quality missed" : ratio <= target ? "met" : "missed",
        ];
      }),
  );
  const head = ["work", "measure", "side", "ours", "rival", "ratio", "target", ""];
  return rows.length === 0 ? "" : table(head, rows);
}

function section(result) {
  const { title, note, date, commit, uncommitted, machine, threads, measures, sides } = result;
  const rounds = Math.max(
    ...sides.flatMap(({ seconds }) => Object.values(seconds).map((one) => one.rounds.length)),
  );
  const versions = Object.entries(Object.assign({}, ...sides.map((side) => side.versions)));
  return [
    `## ${title}`,
    note,
    table(
      ["", ...measures.map(({ name, what }) => `${name}: ${what}`), "peak memory", "quality"],
      sides.map((side) => [
        side.side,
        ...measures.map(({ name }) => {
          const { median, rounds: all } = side.seconds[name];
          const spread = `${toTime(Math.min(...all))} … ${toTime(Math.max(...all))}`;
          const compared =
            side.side === result.rival || result.rival === undefined
              ? ""
              : `, ratio **${ratioOf(result, side, name).toFixed(2)}**`;
          return `${toTime(median)} (${spread})${compared}`;
        }),
        `${side.peakMb.toLocaleString("en")} MB`,
        [...Object.entries(side.quality), ...Object.entries(side.notes)]
          .map(([name, value]) => `${name} ${toNumber(value)}`)
          .join("; "),
      ]),
    ),
    `${rounds} rounds, ${threads} threads at most; ${date}, commit ${commit}${uncommitted ? " with changes that were not committed" : ""}; ${machine.processor}, ${machine.processors} processors, ${machine.memoryGb} GB, ${machine.system}; ${machine.load[0]} processes asked for a processor before and ${machine.load[1]} after the run (mean of a minute). ${versions.map(([name, version]) => `${name} ${version}`).join(", ")}.`,
  ].join("\n\n");
}

/** Whether a side's answers are as good as its time is to be judged at. */
function isGoodEnough({ leastQuality = {}, rival }, { side, quality }) {
  return (
    side !== rival && Object.entries(leastQuality).every(([name, least]) => quality[name] >= least)
  );
}

const rivalOf = ({ sides, rival }) => sides.find(({ side }) => side === rival);

function ratioOf(result, side, measure) {
  return side.seconds[measure].median / rivalOf(result).seconds[measure].median;
}

function toTime(seconds) {
  if (seconds < 0.001) return `${Number((seconds * 1e6).toPrecision(3))} µs`;
  if (seconds < 1) return `${Number((seconds * 1e3).toPrecision(3))} ms`;
  return `${Number(seconds.toPrecision(3))} s`;
}

function toNumber(value) {
  if (typeof value !== "number") return value;
  if (value !== 0 && Math.abs(value) < 0.001) return value.toExponential(1);
  return String(Number(value.toFixed(4)));
}

function table(head, rows) {
  return [head, head.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}

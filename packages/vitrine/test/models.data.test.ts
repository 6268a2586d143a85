/**
 * @file Models of behaviour on real data, beside random and popularity.
 *
 * The floors are what was measured, less what a change of rounding may move. Options were chosen on
 * a part of the training held aside, never on the test (docs/models.md says how).
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readInteractionFiles } from "../src/engine/interactions-files.js";
import { evaluateInteractions } from "../src/evaluation/evaluate-interactions.js";
import type { EvaluationReport } from "../src/evaluation/evaluation-report.js";
import type { InteractionSplit } from "../src/evaluation/interaction-split.js";
import { createInteractionsBuilder } from "../src/models/interactions.js";
import type { Interactions, ItemIndex, UserIndex } from "../src/models/interactions.js";
import { createRandom } from "../src/random.js";
import { dataFolder, describeWith } from "./outside-data.js";

function valueOf(report: EvaluationReport, system: string, metric: string): number {
  const found = report.systems.find(({ name }) => name === system);
  return found?.metrics[metric]?.value ?? Number.NaN;
}

const gowalla = ["train.txt.gz", "test.txt.gz"].map((file) =>
  join(dataFolder, "feedback", "gowalla", file),
);

describeWith("the models on Gowalla", gowalla, () => {
  it("reach what was published for them, and stay within 6 GB", async () => {
    const [train, test] = gowalla;
    const split = await readInteractionFiles({ train: train!, test: test! });
    expect([split.userIds.length, split.itemIds.length]).toEqual([29_858, 40_981]);
    expect([split.train.items.length, split.test.items.length]).toEqual([810_128, 217_242]);
    const report = await evaluateInteractions(split, {
      models: ["itemknn", "ease", "gf-cf"],
      resamples: 200,
    });
    expect(report.queries).toBe(29_858);
    expect(report.notes.join()).toContain("ease was left out: it takes at most 20,000 items");
    expect(valueOf(report, "random", "recall@20")).toBeLessThan(0.002);
    // Popularity has no options and no chance in it: this is what everybody gets.
    expect(valueOf(report, "popularity", "recall@20")).toBeCloseTo(0.0416, 4);
    expect(valueOf(report, "itemknn", "recall@20")).toBeGreaterThan(0.169);
    expect(valueOf(report, "gf-cf", "recall@20")).toBeGreaterThan(0.183);
    // Kilobytes.
    expect(process.resourceUsage().maxRSS).toBeLessThan(6e6);
  }, 1_200_000);
});

const movies = join(dataFolder, "feedback", "ml-100k", "ml-100k.inter");

/** Of each user nine tenths to learn from and a tenth to find, drawn from the seed. */
function readMovies(): InteractionSplit {
  const ofUser = new Map<string, number[]>();
  const items = new Map<string, number>();
  for (const line of readFileSync(movies, "utf8").trim().split("\n").slice(1)) {
    const [user = "", item = ""] = line.split("\t");
    if (!items.has(item)) items.set(item, items.size);
    ofUser.set(user, [...(ofUser.get(user) ?? []), items.get(item)!]);
  }
  const random = createRandom(1);
  const parts = { train: createInteractionsBuilder(), test: createInteractionsBuilder() };
  [...ofUser.values()].forEach((had, user) => {
    random.shuffle(had).forEach((item, place) => {
      const part = place < Math.floor(0.9 * had.length) ? parts.train : parts.test;
      part.add(user as UserIndex, item as ItemIndex);
    });
  });
  const build = (part: keyof typeof parts): Interactions =>
    parts[part].build(ofUser.size, items.size);
  return {
    train: build("train"),
    test: build("test"),
    userIds: [...ofUser.keys()],
    itemIds: [...items.keys()],
  };
}

describeWith("the models on MovieLens-100k", [movies], () => {
  it("find more than popularity, EASE the most", async () => {
    const report = await evaluateInteractions(readMovies(), {
      models: ["itemknn", "ease", "gf-cf"],
      k: 10,
      resamples: 500,
    });
    const ndcg = (name: string): number => valueOf(report, name, "ndcg@10");
    expect(report.queries).toBe(943);
    expect(ndcg("popularity")).toBeGreaterThan(0.13);
    expect(ndcg("itemknn")).toBeGreaterThan(0.26);
    expect(ndcg("gf-cf")).toBeGreaterThan(0.28);
    expect(ndcg("ease")).toBeGreaterThan(0.34);
    const best = report.comparisons.find(
      ({ metric, system, baseline }) =>
        metric === "ndcg@10" && system === "ease" && baseline === "gf-cf",
    );
    expect(best?.significant).toBe(true);
  });
});

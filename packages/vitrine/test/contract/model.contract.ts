/**
 * @file What every trainer and its models must do, whatever they learn.
 */
import { beforeAll, describe, expect, it } from "vitest";
import { isVitrineError } from "../../src/errors.js";
import type { ErrorCode } from "../../src/errors.js";
import { topK } from "../../src/indexes/top-k.js";
import { createInteractionsBuilder, historyOf } from "../../src/models/interactions.js";
import type { History, Interactions, ItemIndex, UserIndex } from "../../src/models/interactions.js";
import type { Model, Trainer } from "../../src/models/model.js";
import { fitModel, loadModel } from "../../src/models/models.js";
import { rankHistories } from "../../src/models/rank-histories.js";
import { createRandom } from "../../src/random.js";

const CONTEXT = { seed: 1 };
const DAY_MS = 86_400_000;
const EMPTY: History = { items: new Int32Array() };

/** What is true of one trainer and not of all. */
export interface ModelTraits {
  /** Whether histories change the scores: such a model must find the checkerboard. */
  readonly personal: boolean;
}

/** Declares the suite for one trainer. */
export function describeModel(trainer: Trainer, { personal }: ModelTraits): void {
  const { kind } = trainer;
  const fit = async (interactions: Interactions, options: unknown = {}): Promise<Model> =>
    fitModel(kind, interactions, options, CONTEXT);

  describe(`the model contract on ${kind}`, () => {
    let data: Interactions;
    let model: Model;
    let histories: readonly History[];
    beforeAll(async () => {
      data = madeInteractions(60, 40);
      model = await fit(data);
      histories = Array.from({ length: data.userCount }, (_, user) =>
        historyOf(data, user as UserIndex),
      );
    });

    it("says its kind, the number of items and what it takes of memory", () => {
      expect([model.kind, model.itemCount]).toEqual([kind, data.itemCount]);
      expect(model.bytes).toBeGreaterThan(0);
      expect(Object.isFrozen(model)).toBe(true);
    });

    it("gives every item a score that is a number or −Infinity", () => {
      for (const history of histories) {
        const scores = model.scores(history);
        expect(scores).toHaveLength(data.itemCount);
        expect(scores.every((score) => score === -Infinity || Number.isFinite(score))).toBe(true);
        expect(topK(scores, 3).indices).toHaveLength(3);
      }
    });

    it.runIf(personal)("finds the one item withheld on a checkerboard", async () => {
      const size = 20;
      const builder = createInteractionsBuilder();
      for (let user = 0; user < size; user++) {
        for (let item = user % 2; item < size; item += 2) {
          if (item !== user) builder.add(user as UserIndex, item as ItemIndex, 1, user);
        }
      }
      const board = builder.build();
      const learned = await fit(board);
      for (let user = 0; user < size; user++) {
        const history = historyOf(board, user as UserIndex);
        const [best] = await rankHistories(learned, [history], { k: 1 });
        expect(best?.indices[0]).toBe(user);
      }
    });

    it.runIf(!personal)("gives the same scores whatever the history", () => {
      for (const history of histories) expect(model.scores(history)).toEqual(model.scores(EMPTY));
    });

    it("gives the same bytes for the same seed, and after saving and loading", async () => {
      const bytes = model.save();
      expect((await fit(data)).save()).toEqual(bytes);
      const loaded = loadModel(kind, bytes);
      expect(loaded.save()).toEqual(bytes);
      for (const history of histories) {
        expect(loaded.scores(history)).toEqual(model.scores(history));
      }
    });

    it("refuses bytes that were cut, changed or are of another kind", async () => {
      const bytes = model.save();
      const refused = (wrong: Uint8Array): void => {
        expectCode(() => loadModel(kind, wrong), "BYTES_INVALID");
      };
      refused(bytes.subarray(0, bytes.length - 8));
      refused(new Uint8Array());
      for (const place of [0, 12, 45, 60, bytes.length - 9]) {
        const changed = bytes.slice();
        changed[place]! ^= 1;
        refused(changed);
      }
      const otherKind = kind === "popularity" ? "itemknn" : "popularity";
      refused((await fitModel(otherKind, data, {}, CONTEXT)).save());
    });

    it("never returns what is left out", async () => {
      const rankings = await rankHistories(model, histories, { k: data.itemCount });
      rankings.forEach(({ indices }, user) => {
        const had = new Set(histories[user]!.items);
        expect(indices.filter((item) => had.has(item))).toHaveLength(0);
        expect(new Set(indices).size).toBe(indices.length);
      });
    });

    it("ranks the items of a history too where that is wanted", async () => {
      const [ranking] = await rankHistories(model, [histories[0]!], {
        k: data.itemCount,
        unseenOnly: false,
      });
      const expected = topK(model.scores(histories[0]!), data.itemCount);
      expect(new Set(ranking?.indices)).toEqual(new Set(expected.indices));
    });

    it("ranks many histories as one by one", async () => {
      const many = await rankHistories(model, [...histories, EMPTY], { k: 7 });
      for (const [index, history] of [...histories, EMPTY].entries()) {
        const [single] = await rankHistories(model, [history], { k: 7 });
        expect(many[index]).toEqual(single);
        const scores = model.scores(history);
        for (const item of history.items) scores[item] = -Infinity;
        const expected = topK(scores, 7);
        expect(single?.indices).toHaveLength(expected.indices.length);
        expected.scores.forEach((score, place) => {
          expect(single?.scores[place]).toBeCloseTo(score, 4);
          expect(scores[single?.indices[place] ?? -1]).toBeCloseTo(score, 4);
        });
      }
    });

    it("does not recommend an item that nobody had", async () => {
      const wider = { ...data, itemCount: data.itemCount + 2 };
      const learned = await fit(wider);
      const scores = learned.scores(histories[0]!);
      expect([...scores.subarray(data.itemCount)]).toEqual([-Infinity, -Infinity]);
      const [ranking] = await rankHistories(learned, [histories[0]!], { k: wider.itemCount });
      expect(ranking?.indices.every((item) => item < data.itemCount)).toBe(true);
    });

    it("answers an empty history with the same for everybody, or with nothing", async () => {
      const scores = model.scores(EMPTY);
      if (personal) expect(scores.every((score) => score === -Infinity)).toBe(true);
      else expect(topK(scores, 1).indices).toHaveLength(1);
      const [ranking] = await rankHistories(model, [EMPTY], { k: 3 });
      expect(ranking?.indices).toHaveLength(personal ? 0 : 3);
    });

    it("learns from nothing without failing, and then recommends nothing", async () => {
      const empty = createInteractionsBuilder();
      const none = trainer.needsTimes
        ? { ...empty.build(2, 3), times: new Float64Array() }
        : empty.build(2, 3);
      const learned = await fit(none);
      expect([...learned.scores({ items: Int32Array.of(0, 2) })]).toEqual([
        -Infinity,
        -Infinity,
        -Infinity,
      ]);
      expect(loadModel(kind, learned.save()).itemCount).toBe(3);
    });

    it("changes neither the interactions nor the history", async () => {
      const before = structuredClone(data);
      const [history] = histories;
      const asked = structuredClone(history!);
      const learned = await fit(data);
      learned.scores(history!);
      await rankHistories(learned, histories, { k: 5 });
      expect(data).toEqual(before);
      expect(history).toEqual(asked);
    });

    it("gives scores of its own: changing them changes no model", () => {
      const scores = model.scores(histories[1]!);
      const kept = scores.slice();
      scores.fill(7);
      expect(model.scores(histories[1]!)).toEqual(kept);
    });

    it("refuses a history with items that it does not know", () => {
      for (const item of [-1, data.itemCount]) {
        expectCode(() => model.scores({ items: Int32Array.of(item) }), "PARAM_INVALID");
      }
    });

    it("scores some items as it scores all, if it can at all", () => {
      if (model.scoresOf === undefined) {
        expect("scoresOf" in model).toBe(false);
        return;
      }
      const candidates = Int32Array.of(5, 0, 39, 5);
      for (const history of [...histories, EMPTY]) {
        const all = model.scores(history);
        const some = model.scoresOf(history, candidates);
        candidates.forEach((item, at) => {
          if (all[item] === -Infinity) expect(some[at]).toBe(-Infinity);
          else expect(some[at]).toBeCloseTo(all[item]!, 5);
        });
      }
      expectCode(() => model.scoresOf!(EMPTY, Int32Array.of(40)), "PARAM_INVALID");
    });

    it("scores the items that it has a reason for as it scores all, if it can at all", () => {
      if (model.sparseScores === undefined) {
        expect("sparseScores" in model).toBe(false);
        return;
      }
      for (const history of [...histories, EMPTY]) {
        const all = model.scores(history);
        const { indices, scores } = model.sparseScores(history);
        const found = new Float32Array(all.length).fill(-Infinity);
        indices.forEach((item, at) => (found[item] = scores[at]!));
        expect(found).toEqual(all);
        expect(new Set(indices).size).toBe(indices.length);
      }
      expectCode(() => model.sparseScores!({ items: Int32Array.of(40) }), "PARAM_INVALID");
    });

    it("finds similar items without the item itself, if it can at all", () => {
      if (model.similar === undefined) {
        expect("similar" in model).toBe(false);
        return;
      }
      for (let item = 0; item < data.itemCount; item++) {
        const { indices, scores } = model.similar(item, 4);
        expect(indices).toHaveLength(4);
        expect([...indices]).not.toContain(item);
        expect([...scores]).toEqual([...scores].sort((a, b) => b - a));
      }
      expectCode(() => model.similar!(data.itemCount, 4), "PARAM_INVALID");
    });

    it("needs times if and only if it says so", async () => {
      const { times, ...timeless } = data;
      expect(times).toBeDefined();
      if (trainer.needsTimes) {
        await expect(fit(timeless)).rejects.toSatisfy((error) =>
          isVitrineError(error, "PARAM_INVALID"),
        );
      } else expect((await fit(timeless)).itemCount).toBe(data.itemCount);
    });

    it("refuses more items than it can learn of, before it takes their memory", async () => {
      if (trainer.maxItems === undefined) return;
      const wide = createInteractionsBuilder().build(1, trainer.maxItems + 1);
      await expect(fit(wide)).rejects.toThrow(new RegExp(`at most ${trainer.maxItems}`));
    });

    it("refuses options beyond their schema", async () => {
      await expect(fit(data, { noSuchOption: 1 })).rejects.toSatisfy((error) =>
        isVitrineError(error, "PARAM_INVALID"),
      );
      expect(trainer.options.safeParse({}).success).toBe(true);
    });

    it("holds no users", () => {
      // As many bytes for ten times the users who did the same.
      const bytesOf = async (userCount: number): Promise<number> =>
        (await fit(madeInteractions(userCount, 10, 10))).save().length;
      return expect(
        Promise.all([bytesOf(30), bytesOf(300)]).then(([few, many]) => many - few),
      ).resolves.toBeLessThanOrEqual(64);
    });
  });
}

/** Users of two tastes among items of a popularity that falls, with times. */
function madeInteractions(userCount: number, itemCount: number, kept = itemCount): Interactions {
  const random = createRandom(7);
  const builder = createInteractionsBuilder();
  for (let user = 0; user < userCount; user++) {
    for (let item = 0; item < itemCount; item++) {
      const liking = item % 2 === user % 2 ? 0.6 : 0.25;
      if (item < kept && random.next() < liking * (1 - item / (2 * itemCount))) {
        const age = random.next() * (item % 3 === 0 ? 5 : 60);
        builder.add(user as UserIndex, item as ItemIndex, 1, (1000 - age) * DAY_MS);
      }
    }
  }
  return builder.build(userCount, itemCount);
}

function expectCode(run: () => unknown, code: ErrorCode): void {
  let thrown: unknown;
  try {
    run();
  } catch (error) {
    thrown = error;
  }
  expect(isVitrineError(thrown, code), String(thrown)).toBe(true);
}

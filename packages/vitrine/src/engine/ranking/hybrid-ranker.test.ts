import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rankHybrid } from "./hybrid-ranker.js";
import type { HybridRanker, Ranking } from "./hybrid-ranker.js";
import { rankingOptionsSchema } from "./ranking-options.js";
import type { RankingOptionsInput } from "./ranking-options.js";
import type { Source, SourceGroup } from "./source.js";

const query = { text: "desk" };
/** Nothing but fusion. */
const plain: RankingOptionsInput = { voteWeight: 0, feedbackWeight: 0 };

/** A source whose scores are told, shape [productCount]; moved, a result pulls its neighbours by ordinal. */
function fixedSource(
  name: string,
  group: SourceGroup,
  scores: readonly number[],
  { movable = false, leaks = false }: { movable?: boolean; leaks?: boolean } = {},
): Source {
  return {
    name,
    group,
    proposes: true,
    open: async () => ({
      candidates: async (count, accept) =>
        Int32Array.from(scores.keys())
          .filter((ordinal) => scores[ordinal]! > 0 && (leaks || accept?.[ordinal] !== 0))
          .sort((one, other) => scores[other]! - scores[one]! || one - other)
          .slice(0, count),
      scores: async (pool) => Float64Array.from(pool, (ordinal) => scores[ordinal]!),
      ...(movable
        ? {
            movedScores: async (pool, best, weights, strength) =>
              Float64Array.from(pool, (ordinal) => {
                let score = scores[ordinal]!;
                best.forEach((position, index) => {
                  const distance = Math.abs(pool[position]! - ordinal);
                  if (distance <= 1) score += strength * weights[index]!;
                });
                return score;
              }),
          }
        : {}),
    }),
  };
}

function createRanker(
  sources: readonly Source[],
  options: RankingOptionsInput,
  paths: readonly (readonly string[])[] = [],
): HybridRanker {
  return {
    sources,
    options: rankingOptionsSchema.parse(options),
    pathOf: (ordinal) => paths[ordinal] ?? [],
  };
}

const orderOf = (ranking: Ranking): number[] => Array.from(ranking.pool);

describe("the hybrid ranker", () => {
  it("keeps the order of a source that is alone, equal scores in the catalogue's order", async () => {
    const ranker = createRanker([fixedSource("words", "lexical", [1, 3, 2, 3, 1])], plain);
    expect(orderOf(await rankHybrid(ranker, query, undefined))).toEqual([1, 3, 2, 0, 4]);
  });

  it("pools what any source proposes and shows how each source saw it", async () => {
    const ranker = createRanker(
      [fixedSource("words", "lexical", [5, 0, 0]), fixedSource("title", "semantic", [0, 0, 0.9])],
      plain,
    );
    const ranking = await rankHybrid(ranker, query, undefined);
    expect(orderOf(ranking).sort()).toEqual([0, 2]);
    // 0.35 for words by default, so the semantic one wins.
    expect(orderOf(ranking)).toEqual([2, 0]);
    expect(ranking.sources.map(({ name, weight, scores }) => [name, weight, [...scores]])).toEqual([
      ["words", 0.35, [0, 5]],
      ["title", 0.65, [0.9, 0]],
    ]);
    expect(ranking.scores[0]).toBeGreaterThan(ranking.scores[1]!);
  });

  it("is an empty ranking when no source proposes anything, feedback and vote or not", async () => {
    for (const options of [plain, {}]) {
      const ranker = createRanker([fixedSource("words", "lexical", [0, 0])], options);
      const ranking = await rankHybrid(ranker, query, undefined);
      expect(ranking.pool).toHaveLength(0);
      expect(ranking.scores).toHaveLength(0);
      expect(ranking.feedback).toEqual([]);
    }
    const nothing = await rankHybrid(createRanker([], {}), query, undefined);
    expect(nothing.pool).toHaveLength(0);
  });

  it("ranks a single product with a finite score", async () => {
    const ranker = createRanker([fixedSource("words", "lexical", [2], { movable: true })], {}, [
      ["Desks"],
    ]);
    const ranking = await rankHybrid(ranker, query, undefined);
    expect(orderOf(ranking)).toEqual([0]);
    expect(Number.isFinite(ranking.scores[0])).toBe(true);
    expect(ranking.votes[0]).toBeCloseTo(1, 12);
    expect(ranking.feedback).toEqual([{ ordinal: 0, weight: 1 }]);
  });

  it("leaves sources of weight 0 out, of their group's share of 0 too", async () => {
    const sources = [
      fixedSource("words", "lexical", [3, 0, 0]),
      fixedSource("letters", "lexical", [0, 3, 0]),
      fixedSource("title", "semantic", [0, 0, 3]),
    ];
    const namesOf = async (options: RankingOptionsInput): Promise<string[]> => {
      const ranking = await rankHybrid(
        createRanker(sources, { ...plain, ...options }),
        query,
        undefined,
      );
      expect(ranking.sources.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
      return ranking.sources.map(({ name }) => name);
    };
    expect(await namesOf({ sourceWeights: { letters: 0 } })).toEqual(["words", "title"]);
    expect(await namesOf({ lexicalWeight: 0 })).toEqual(["title"]);
    expect(await namesOf({ lexicalWeight: 1 })).toEqual(["words", "letters"]);
    // A group that is alone takes everything, whatever its share.
    expect(await namesOf({ lexicalWeight: 0, sourceWeights: { title: 0 } })).toEqual([
      "words",
      "letters",
    ]);
    const none = { words: 0, letters: 0, title: 0 };
    const ranker = createRanker(sources, { ...plain, sourceWeights: none });
    expect((await rankHybrid(ranker, query, undefined)).pool).toHaveLength(0);
  });

  it("ranks as if a source in which nothing can be compared were not there", async () => {
    const sources = [
      fixedSource("words", "lexical", [3, 1, 0]),
      fixedSource("title", "semantic", [0, 1, 3]),
    ];
    const empty: Source = { ...fixedSource("category", "semantic", []), isEmpty: () => true };
    const alone = await rankHybrid(createRanker(sources, plain), query, undefined);
    const beside = await rankHybrid(createRanker([...sources, empty], plain), query, undefined);
    expect(beside).toEqual(alone);
  });

  it("asks only the groups that take part", async () => {
    const ranker = createRanker(
      [fixedSource("words", "lexical", [3, 0]), fixedSource("title", "semantic", [0, 3])],
      plain,
    );
    const semantic = await rankHybrid(ranker, query, undefined, ["semantic"]);
    expect(orderOf(semantic)).toEqual([1]);
    expect(semantic.sources.map(({ name, weight }) => [name, weight])).toEqual([["title", 1]]);
  });

  it("lets the nearest products lift their category", async () => {
    const scores = [9, 8.9, 7, 6.9, 0.1];
    const paths = [["Desks"], ["Desks"], ["Rugs"], ["Desks"], ["Rugs"]];
    const sources = [fixedSource("words", "lexical", scores)];
    const without = createRanker(sources, plain, paths);
    expect(orderOf(await rankHybrid(without, query, undefined))).toEqual([0, 1, 2, 3, 4]);
    const voting = createRanker(sources, { ...plain, voteWeight: 3 }, paths);
    const ranking = await rankHybrid(voting, query, undefined);
    expect(orderOf(ranking)).toEqual([0, 1, 3, 2, 4]);
    expect(ranking.votes[0]).toBeGreaterThan(ranking.votes[3]!);
  });

  it("votes for nothing in a catalogue without categories, and ranks as without a vote", async () => {
    const sources = [fixedSource("words", "lexical", [1, 4, 2])];
    const voting = await rankHybrid(createRanker(sources, { feedbackWeight: 0 }), query, undefined);
    expect(voting).toEqual(await rankHybrid(createRanker(sources, plain), query, undefined));
  });

  it("moves towards its best results when it is told to", async () => {
    const scores = [10, 0.9, 1, 0.5, 0.2];
    const source = fixedSource("title", "semantic", scores, { movable: true });
    const options = { ...plain, feedbackResults: 1 };
    const still = await rankHybrid(createRanker([source], options), query, undefined);
    expect(orderOf(still)).toEqual([0, 2, 1, 3, 4]);
    expect(still.feedback).toEqual([]);
    const moved = await rankHybrid(
      createRanker([source], { ...options, feedbackWeight: 1 }),
      query,
      undefined,
    );
    expect(orderOf(moved)).toEqual([0, 1, 2, 3, 4]);
    expect(moved.feedback).toEqual([{ ordinal: 0, weight: 1 }]);
    // What it shows of a source is what the source said of the query as it was asked.
    expect(Array.from(moved.sources[0]!.scores)).toEqual([10, 0.9, 1, 0.5, 0.2]);
  });

  it("scores fall from first to last, whatever the options", async () => {
    await fc.assert(
      fc.asyncProperty(world, options, async ({ scores, paths }, chosen) => {
        const ranking = await rankHybrid(
          createRanker(sourcesOf(scores), chosen, paths),
          query,
          undefined,
        );
        ranking.scores.forEach((score, place) => {
          expect(score).toBeLessThanOrEqual(ranking.scores[place - 1] ?? Infinity);
          const isTie = score === ranking.scores[place - 1];
          if (isTie) expect(ranking.pool[place]).toBeGreaterThan(ranking.pool[place - 1]!);
        });
        expect(new Set(ranking.pool).size).toBe(ranking.pool.length);
      }),
    );
  });

  it("ranks as if products that are not accepted did not exist", async () => {
    await fc.assert(
      fc.asyncProperty(
        world,
        options,
        fc.array(fc.constantFrom(0, 1), { minLength: 12, maxLength: 12 }),
        async ({ scores, paths }, chosen, mask) => {
          const accept = Uint8Array.from(mask);
          const kept = scores[0].map((_, ordinal) => ordinal).filter((o) => accept[o] === 1);
          const only = <T>(values: readonly T[]): T[] => kept.map((ordinal) => values[ordinal]!);
          // Ordinals stay neighbours only where none between them is gone: no movable source here.
          const masked = await rankHybrid(
            createRanker(sourcesOf(scores, false), chosen, paths),
            query,
            accept,
          );
          const without = await rankHybrid(
            createRanker(sourcesOf([only(scores[0]), only(scores[1])], false), chosen, only(paths)),
            query,
            undefined,
          );
          expect(orderOf(masked)).toEqual(Array.from(without.pool, (place) => kept[place]!));
          expect(masked.scores).toEqual(without.scores);
          expect(masked.votes).toEqual(without.votes);
        },
      ),
    );
  });

  it("lets no excluded product vote or pull, though a source should propose it all the same", async () => {
    // Product 0 is the query's own listing: nothing is nearer, and it alone knows the category.
    const scores = [100, 1, 1.1, 0.9];
    const paths = [["Desks"], ["Desks"], ["Rugs"], ["Rugs"]];
    const options: RankingOptionsInput = { feedbackResults: 1, voteNeighbours: 1 };
    const leaky = fixedSource("title", "semantic", scores, { movable: true, leaks: true });
    const leak = await rankHybrid(createRanker([leaky], options, paths), query, undefined);
    // Not excluded, it lifts the desk that stands beside it.
    expect(orderOf(leak).slice(0, 2)).toEqual([0, 1]);
    const ranking = await rankHybrid(
      createRanker([leaky], options, paths),
      query,
      Uint8Array.of(0, 1, 1, 1),
    );
    expect(orderOf(ranking)[0]).toBe(2);
    expect(orderOf(ranking)).not.toContain(0);
    expect(ranking.feedback.map(({ ordinal }) => ordinal)).toEqual([2]);
    expect(ranking.votes[orderOf(ranking).indexOf(1)]).toBe(0);
  });
});

const score = fc.integer({ min: 0, max: 5 });
const column = fc.array(score, { minLength: 12, maxLength: 12 });
const world = fc.record({
  scores: fc.tuple(column, column),
  paths: fc.array(fc.array(fc.constantFrom("a", "b"), { maxLength: 2 }), {
    minLength: 12,
    maxLength: 12,
  }),
});
const options: fc.Arbitrary<RankingOptionsInput> = fc.record({
  lexicalWeight: fc.constantFrom(0, 0.4, 1),
  voteWeight: fc.constantFrom(0, 3),
  voteNeighbours: fc.constantFrom(1, 50),
  feedbackWeight: fc.constantFrom(0, 1),
  feedbackResults: fc.constantFrom(1, 10),
  fusion: fc.constantFrom("z-score", "reciprocal-rank"),
});

function sourcesOf(
  [lexical, semantic]: readonly [readonly number[], readonly number[]],
  movable = true,
): Source[] {
  return [
    fixedSource("words", "lexical", lexical),
    fixedSource("title", "semantic", semantic, { movable }),
  ];
}

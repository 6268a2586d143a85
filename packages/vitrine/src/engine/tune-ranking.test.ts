import { beforeAll, describe, expect, it } from "vitest";
import { makeIndex, makeProducts } from "../../test/made-catalogue.js";
import type { JudgedQuery } from "../evaluation/judgements.js";
import { createRandom } from "../random.js";
import { settingFamilies } from "./ranking-settings.js";
import { rankingOptionsSchema } from "./ranking/ranking-options.js";
import type { SearchIndex } from "./search-index.js";
import { chooseNested, learnNested } from "./tune-ranking.js";

const configured = rankingOptionsSchema.parse({});
const products = makeProducts(120);
const judged: JudgedQuery[] = ["oak", "walnut", "steel", "small", "tall"].flatMap((word) =>
  ["desk", "lamp", "sofa", "rug"].map((type) => ({
    query: `${word} ${type}`,
    grades: new Map(
      products
        .filter(({ title }) => title.toLowerCase().includes(type))
        .map(({ id, title }) => [id, title.toLowerCase().includes(word) ? 3 : 1]),
    ),
  })),
);
let bad: SearchIndex;
beforeAll(async () => {
  bad = await makeIndex(products, { lexicalWeight: 0.02, sourceWeights: { category: 30 } });
});

describe("families of settings", () => {
  it("each begin with those before, and the first is what is configured", () => {
    const families = settingFamilies(configured, ["words", "title"], 1);
    expect(families[0]!.settings).toEqual([configured]);
    families.slice(1).forEach(({ settings }, at) => {
      const before = families[at]!.settings;
      expect(settings.length).toBeGreaterThan(before.length);
      expect(settings.slice(0, before.length)).toEqual(before);
    });
    for (const setting of families.at(-1)!.settings) {
      expect(rankingOptionsSchema.parse(setting)).toEqual(setting);
    }
  });

  it("are the same for the same seed", () => {
    const names = ["words"];
    expect(settingFamilies(configured, names, 7)).toEqual(settingFamilies(configured, names, 7));
    expect(settingFamilies(configured, names, 7)).not.toEqual(
      settingFamilies(configured, names, 8),
    );
  });
});

describe("a nested choice", () => {
  const positions = Array.from({ length: 60 }, (_, at) => at);
  const families = settingFamilies(configured, ["words"], 1);
  const count = families.at(-1)!.settings.length;

  it("takes no more freedom than pays: among noise alone few choose much", () => {
    const random = createRandom(5);
    const values = Array.from({ length: count }, () =>
      Float64Array.from(positions, () => random.next()),
    );
    const { setting, family } = chooseNested(values, families, positions, 1);
    expect(families.map(({ name }) => name)).toContain(family);
    expect(setting).toBeLessThan(families.find(({ name }) => name === family)!.settings.length);
  });

  it("finds the setting that is best everywhere, in whatever family it stands", () => {
    for (const best of [0, 3, 40, count - 1]) {
      const random = createRandom(best);
      const values = Array.from({ length: count }, (_, at) =>
        Float64Array.from(positions, () => 0.5 + 0.01 * random.next() + (at === best ? 0.2 : 0)),
      );
      expect(chooseNested(values, families, positions, 1).setting).toBe(best);
    }
  });
});

describe("learning", () => {
  it("mends weights that are wrong, and says what that gains on queries without a say", async () => {
    const { learned, isConfigured } = await learnNested(bad, judged, { seed: 2 });
    expect(isConfigured).toBe(false);
    expect(learned.gain.low).toBeGreaterThan(0);
    expect(learned.after - learned.before).toBeCloseTo(learned.gain.value, 10);
    expect(learned.freedom.folds).toHaveLength(5);
  });

  it("from too few queries is refused", async () => {
    await expect(learnNested(bad, judged.slice(0, 5), {})).rejects.toMatchObject({
      code: "NOTHING_TO_MEASURE",
    });
  });
});

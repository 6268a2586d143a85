/** Products come and go at every step of a search: what is gone is not found, and nothing fails. */
import { describe, expect, it } from "vitest";
import { makeIndex, makeProducts } from "../../test/made-catalogue.js";
import { createLiveCounts } from "./behaviour/live-counts.js";
import { eventWeightsSchema } from "./behaviour/event-weights.js";
import { EMPTY_HISTORY } from "./behaviour/shopper-history.js";
import { explainProduct } from "./explain-product.js";
import { placementSchema } from "./recommend/placement.js";
import { recommendProducts } from "./recommend/recommend.js";
import type { OpenSource, Source } from "./ranking/source.js";
import { putProducts, removeProducts } from "./search-index.js";
import type { SearchIndex } from "./search-index.js";
import type { SearchOptions } from "./search-options.js";
import { searchProducts, similarProducts } from "./search-products.js";

const COUNT = 45;
/** Every third product goes, what is asked about stays. */
const products = makeProducts(COUNT);
const gone = products.filter((_, at) => at % 3 === 1).map(({ id }) => id);
const limit = COUNT + 1;
/** So many turns of the queue of promises after a step; the longest lead from the last step to the end. */
const TURNS = [0, 1, 3, 6];

type Step = "open" | keyof Omit<OpenSource, "name">;
const STEPS: readonly Step[] = ["open", "candidates", "scores", "movedScores"];

/** An index that calls `change` each time that a source has done the step, or a field was searched. */
function disturbed(index: SearchIndex, step: Step, change: () => void): SearchIndex {
  const after =
    <Input extends readonly unknown[], Output>(act: (...input: Input) => Promise<Output>) =>
    async (...input: Input): Promise<Output> => {
      const output = await act(...input);
      change();
      return output;
    };
  const disturbedSource = (source: Source): Source => ({
    ...source,
    open: async (query) => {
      const open = await source.open(query);
      if (step === "open") {
        change();
        return open;
      }
      const act = open[step];
      return act === undefined ? open : { ...open, [step]: after(act.bind(open) as never) };
    },
  });
  const fields = new Map(
    [...index.fields].map(([name, field]) => [
      name,
      step === "candidates" ? { ...field, nearest: after(field.nearest) } : field,
    ]),
  );
  const sources = index.ranker.sources.map(disturbedSource);
  return { ...index, fields, ranker: { ...index.ranker, sources } };
}

/** What helps to read a query is made anew after a change, which takes most of the time. */
const asWritten = { understand: false, correct: false, synonyms: false };
/** Ids of what an answer shows. */
type Ask = (index: SearchIndex) => Promise<readonly string[]>;
const search =
  (text: string, options: SearchOptions = {}): Ask =>
  async (index) => {
    const { hits, nearest, total } = await searchProducts(index, text, {
      limit,
      ...asWritten,
      ...options,
    });
    expect(hits.length).toBeLessThanOrEqual(total);
    return [...hits, ...(nearest?.hits ?? [])].map(({ id }) => id);
  };
const recommend =
  (rules: object): Ask =>
  async (index) => {
    const { items } = await recommendProducts(
      {
        index,
        models: undefined,
        counts: createLiveCounts(eventWeightsSchema.parse({})),
        history: EMPTY_HISTORY,
        now: 0,
      },
      placementSchema.parse({ sources: ["similar"], rules }),
      { product: "p0", limit: 30, details: true },
    );
    return items.map(({ id }) => id);
  };

const QUESTIONS: Readonly<Record<string, Ask>> = {
  plain: search("oak desk"),
  "by meaning": search("bureau", { mode: "semantic" }),
  "with filters": search("oak desk", { filters: ["price<400"], facets: true }),
  sorted: search("oak desk", { sort: ["title", "-price", "width"] }),
  grouped: search("oak desk", { variants: "grouped" }),
  diverse: search("oak desk", { diversity: 0.4 }),
  "with facets": search("cheap blue oak desk", { facets: true, understand: true }),
  explained: search("oak desk", { explain: true }),
  "of no known word": search("zzqqxx"),
  like: search("oak", { like: ["p0"] }),
  similar: async (index) =>
    (await similarProducts(index, "p0", { limit })).hits.map(({ id }) => id),
  "why found": async (index) => {
    const { id, found } = await explainProduct(index, "oak desk", "p0", {
      ...asWritten,
      filters: ["price<400"],
    });
    return found ? [id] : [];
  },
  "why a product that goes": async (index) => {
    const { id, found } = await explainProduct(index, "oak desk", gone[0]!, {
      ...asWritten,
      filters: ["price>=0"],
    });
    return found ? [id] : [];
  },
  recommended: recommend({ maxPerBrand: 3, diversity: 0.3 }),
  "recommended with a pin": recommend({ pin: [gone[1]!] }),
};

describe("what is deleted and added at any step of a question", () => {
  it.each(Object.entries(QUESTIONS))("does no harm: %s", async (_, ask) => {
    const index = await makeIndex(products);
    let disturbances = 0;
    for (const step of STEPS) {
      for (const turns of TURNS) {
        const change = async (): Promise<void> => {
          disturbances += 1;
          for (let turn = 0; turn < turns; turn++) await Promise.resolve();
          await removeProducts(index, gone);
          await putProducts(index, [
            { ...products[0]!, id: "new", title: "New oak desk" },
            { ...products[2]!, title: "Another oak desk" },
          ]);
        };
        const changes: Promise<void>[] = [];
        const asked = disturbed(index, step, () => {
          if (changes.length === 0) changes.push(change());
        });
        const ids = await ask(asked);
        expect(new Set(ids).size).toBe(ids.length);
        if (turns === 0 && changes.length > 0) {
          expect(ids.filter((id) => gone.includes(id))).toEqual([]);
        }
        await Promise.all(changes);
        await removeProducts(index, ["new"]);
        await putProducts(index, products);
      }
    }
    expect(disturbances).toBeGreaterThan(0);
  });
});

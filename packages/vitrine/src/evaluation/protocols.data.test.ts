import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { expect, it } from "vitest";
import { dataFolder, describeWith } from "../../test/outside-data.js";
import type { Product } from "../data/product.js";
import { mean } from "../metrics/bootstrap.js";
import { createTfIdfSearcher } from "../text/tf-idf-searcher.js";
import { fitTfIdf } from "../text/tf-idf.js";
import { evaluateCategoryRetrieval } from "./catalogue-protocol.js";
import {
  evaluateByIkarusProtocol,
  ikarusCategory,
  scoreByIkarusProtocol,
} from "./ikarus-protocol.js";
import { createRandomSystem } from "./random-system.js";
import type { SearchSystem } from "./search-system.js";

const file = join(dataFolder, "furniture", "products.csv");

type Row = Readonly<Record<string, string>>;
const FIELDS = ["title", "brand", "categories", "material", "color", "description"];

function readRows(): readonly Row[] {
  return parse<Row>(readFileSync(file), { columns: true, bom: true });
}

function textOf(row: Row, fields: readonly string[]): string {
  return fields.map((field) => row[field] ?? "").join(" ");
}

/** The lexical system of the old protocol; equal cosines rank by row. */
function createTfIdfSystem(ids: readonly string[], texts: readonly string[]): SearchSystem {
  const searcher = createTfIdfSearcher(fitTfIdf(texts, { nGrams: [1, 2], minDocuments: 2 }), texts);
  return {
    name: "tfidf",
    async rank(query, { k, exclude, within }) {
      const cosines = searcher.similarities(query);
      return ids
        .map((id, index) => ({ id, cosine: cosines[index]! }))
        .filter(({ id }) => exclude?.has(id) !== true && within?.has(id) !== false)
        .sort((a, b) => b.cosine - a.cosine)
        .slice(0, k)
        .map(({ id }) => id);
    },
  };
}

/** The path's names are cut where a quote ends them, so commas inside names stay. */
function toProduct(row: Row): Product {
  const categoryPath = Array.from(
    (row["categories"] ?? "").matchAll(/'([^']*)'|"([^"]*)"/g),
    (name) => name[1] ?? name[2] ?? "",
  );
  return { id: row["uniq_id"]!, title: row["title"]!, categoryPath, images: [], attributes: {} };
}

describeWith("the protocols on the furniture catalogue", [file], () => {
  it("repeats the old protocol's printed numbers for TF-IDF", async () => {
    const rows = readRows();
    const lexical = createTfIdfSystem(
      rows.map((_, row) => String(row)),
      rows.map((row) => textOf(row, FIELDS)),
    );
    const oldRows = rows.map((row) => ({ title: row["title"]!, categoryText: row["categories"]! }));
    expect(new Set(oldRows.map(({ categoryText }) => ikarusCategory(categoryText))).size).toBe(82);

    const [scores] = await scoreByIkarusProtocol(oldRows, { semantic: [], lexical: [lexical] });
    expect(scores?.precision.length).toBe(56);
    expect(mean(scores?.selfRetrieval ?? [])).toBe(1);
    expect(mean(scores?.precision ?? [])).toBeCloseTo(0.45, 3);
    expect(mean(scores?.recall ?? [])).toBeCloseTo(0.35, 3);

    const report = await evaluateByIkarusProtocol(oldRows, { semantic: [], lexical: [lexical] });
    expect(report.systems[0]?.metrics["precision@5"]?.value).toBeCloseTo(0.45, 3);
  });

  it.each([
    [
      "with",
      FIELDS,
      { "precision@5": 0.555, "recall@5": 0.409, "ndcg@5": 0.678, mrr: 0.79, "hit@5": 0.883 },
    ],
    [
      "without",
      FIELDS.filter((field) => field !== "categories"),
      { "precision@5": 0.528, "recall@5": 0.384, "ndcg@5": 0.645, mrr: 0.772, "hit@5": 0.869 },
    ],
  ] as const)(
    "gives TF-IDF %s the category text what is known of it, and the ceiling",
    async (_, fields, expected) => {
      const rows = [...new Map(readRows().map((row) => [row["uniq_id"]!, row])).values()];
      expect(rows.length).toBe(305);
      const ids = rows.map((row) => row["uniq_id"]!);
      const system = createTfIdfSystem(
        ids,
        rows.map((row) => textOf(row, fields)),
      );
      const report = await evaluateCategoryRetrieval(
        [createRandomSystem(ids, 1), system],
        rows.map(toProduct),
      );
      expect(report.queries).toBe(274);
      const metrics = report.systems[1]?.metrics ?? {};
      const values = Object.fromEntries(
        Object.keys(expected).map((metric) => [metric, Number(metrics[metric]?.value.toFixed(3))]),
      );
      expect(values).toEqual(expected);
      expect(report.ceiling["precision@5"]).toBeCloseTo(0.776, 3);
    },
  );
});

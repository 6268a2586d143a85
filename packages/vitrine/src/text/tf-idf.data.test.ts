import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { expect, it } from "vitest";
import { dataFolder, describeWith, expectedFolder } from "../../test/outside-data.js";
import { createTfIdfSearcher } from "./tf-idf-searcher.js";
import { fitTfIdf } from "./tf-idf.js";

interface Reference {
  readonly products: number;
  readonly terms: number;
  readonly queries: readonly {
    readonly query: string;
    readonly top: readonly { readonly uniq_id: string; readonly cosine: number }[];
  }[];
}

const file = join(expectedFolder, "tfidf-furniture.json");
const products = join(dataFolder, "furniture", "products.csv");
const fields = ["title", "brand", "categories", "material", "color", "description"];

describeWith("fitTfIdf against scikit-learn", [file, products], () => {
  it("finds as many terms, and the same products with the same cosines in the same order", () => {
    const reference = JSON.parse(readFileSync(file, "utf8")) as Reference;
    const rows = parse<Record<string, string>>(readFileSync(products), {
      columns: true,
      bom: true,
    });
    const texts = new Map<string, string>();
    for (const row of rows) {
      const id = row["uniq_id"]!;
      if (!texts.has(id)) texts.set(id, fields.map((field) => row[field]).join(" "));
    }
    const ids = [...texts.keys()];
    const documents = [...texts.values()];
    expect(documents.length).toBe(reference.products);

    const model = fitTfIdf(documents, { nGrams: [1, 2], minDocuments: 2 });
    expect(model.terms.length).toBe(reference.terms);
    const searcher = createTfIdfSearcher(model, documents);
    for (const { query, top } of reference.queries) {
      const cosines = searcher.similarities(query);
      const order = ids.map((_, index) => index).sort((a, b) => cosines[b]! - cosines[a]!);
      expect(order.slice(0, top.length).map((index) => ids[index])).toEqual(
        top.map(({ uniq_id }) => uniq_id),
      );
      // The reference holds six decimals.
      top.forEach(({ cosine }, place) => {
        expect(Math.abs(cosines[order[place]!]! - cosine)).toBeLessThan(1e-6);
      });
    }
  });
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, it } from "vitest";
import { dataFolder, describeWith, modelsFolder } from "../../test/outside-data.js";
import { mean, quantile, resampledMeans } from "../metrics/bootstrap.js";
import { evaluateRanking, hasRelevant } from "../metrics/ranking-metrics.js";
import { rowOf } from "./encoder.js";
import type { Encoder, Vectors } from "./encoder.js";
import { loadStaticEncoder, shippedStaticEncoder } from "./static-encoder.js";
import { readStaticVectors } from "./static-file.js";
import { createStaticTokenizer } from "./static-tokenizer.js";
import { loadTransformerEncoder } from "./transformer-encoder.js";
import { createTransformerTokenizer } from "./transformer-tokenizer.js";

const furnitureFile = join(dataFolder, "furniture", "products.csv");
const searchFile = join(dataFolder, "search", "crowdflower.csv.gz");
const modelFolder = join(modelsFolder, "all-MiniLM-L6-v2");

type Row = Readonly<Record<string, string>>;

interface Task {
  readonly queries: readonly string[];
  readonly documents: readonly string[];
  /** Grades of documents by index, of each query. */
  readonly grades: readonly ReadonlyMap<number, number>[];
  readonly metric: "ndcg@5" | "ndcg@10";
}

/** Title as query, all text as document, relevant is what has the same leaf category. */
function readFurniture(): Task {
  const rows = parse<Row>(readFileSync(furnitureFile), { columns: true, bom: true });
  const seen = new Set<string>();
  const distinct = rows.filter(({ uniq_id: id = "" }) => !seen.has(id) && seen.add(id).size > 0);
  const fields = ["title", "brand", "categories", "material", "color", "description"];
  const leafOf = (row: Row): string => {
    const names = Array.from(row["categories"]!.matchAll(/'([^']*)'|"([^"]*)"/g));
    return (names.at(-1)?.[1] ?? names.at(-1)?.[2] ?? "").trim();
  };
  const leaves = distinct.map(leafOf);
  const grades = leaves.map(
    (leaf, query) =>
      new Map(
        leaves.flatMap((other, index): [number, number][] =>
          index === query ? [] : [[index, other === leaf && leaf !== "" ? 1 : 0]],
        ),
      ),
  );
  const kept = grades.map((_, index) => index).filter((index) => hasPositive(grades[index]!));
  return {
    queries: kept.map((index) => distinct[index]!["title"]!),
    documents: distinct.map((row) => fields.map((field) => row[field] ?? "").join(" ")),
    grades: kept.map((index) => grades[index]!),
    metric: "ndcg@5",
  };
}

/** Judged titles of each query; the median relevance 1 to 4 is the grade 0 to 3. */
function readSearch(): Task {
  const rows = parse<Row>(gunzipSync(readFileSync(searchFile)), { columns: true, bom: true });
  const byQuery = new Map<string, Map<number, number>>();
  rows.forEach((row, index) => {
    const grades = byQuery.get(row["query"]!) ?? new Map<number, number>();
    byQuery.set(row["query"]!, grades.set(index, Number(row["median_relevance"]) - 1));
  });
  const queries = [...byQuery.keys()].filter((query) => hasPositive(byQuery.get(query)!));
  return {
    queries,
    documents: rows.map((row) => row["product_title"]!),
    grades: queries.map((query) => byQuery.get(query)!),
    metric: "ndcg@10",
  };
}

function hasPositive(grades: ReadonlyMap<number, number>): boolean {
  return hasRelevant(byId(grades));
}

function byId(grades: ReadonlyMap<number, number>): Map<string, number> {
  return new Map([...grades].map(([index, grade]) => [String(index), grade]));
}

/** NDCG of each query: its judged documents by falling cosine, the earlier first where equal. */
async function measure(encoder: Encoder, task: Task): Promise<Float64Array> {
  const queries = await encoder.encode(task.queries);
  const distinct = [...new Set(task.documents)];
  const placeOf = new Map(distinct.map((text, place) => [text, place]));
  const documents = await encoder.encode(distinct);
  const values = task.grades.map((grades, query) => {
    const scored = Array.from(grades.keys(), (index) => ({
      index,
      score: cosine(queries, query, documents, placeOf.get(task.documents[index]!)!),
    }));
    scored.sort((a, b) => b.score - a.score || a.index - b.index);
    const ranked = scored.map(({ index }) => String(index));
    return evaluateRanking(ranked, byId(grades), [task.metric === "ndcg@5" ? 5 : 10])[task.metric];
  });
  return Float64Array.from(values);
}

function cosine(a: Vectors, row: number, b: Vectors, otherRow: number): number {
  const other = rowOf(b, otherRow);
  return rowOf(a, row).reduce((sum, value, at) => sum + value * other[at]!, 0);
}

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

describeWith(
  "the static encoder that ships, beside the model it was distilled from",
  [furnitureFile, searchFile, join(modelFolder, "model.safetensors")],
  () => {
    let ours: Encoder;
    let miniLm: Encoder;
    beforeAll(async () => {
      ours = await loadStaticEncoder();
      miniLm = await loadTransformerEncoder(modelFolder);
    });
    afterAll(() => miniLm.close?.());

    it.each([
      ["furniture, title to all text of the same leaf category", readFurniture, 274, 0.617],
      ["crowdflower, judged titles of each query", readSearch, 261, 0.84],
    ] as const)(
      "keeps at least .97 of its NDCG on %s",
      async (name, read, queryCount, known) => {
        const task = read();
        expect(task.queries).toHaveLength(queryCount);
        const theirs = await measure(miniLm, task);
        const own = await measure(ours, task);
        expect(mean(theirs)).toBeCloseTo(known, 2);
        const ratio = mean(own) / mean(theirs);
        // One seed, so both are means over the same resampled queries.
        const theirMeans = resampledMeans(theirs);
        const ratios = resampledMeans(own)
          .map((value, at) => value / theirMeans[at]!)
          .sort();
        say(
          `${name}: ${task.metric} static ${mean(own).toFixed(4)}, MiniLM ${mean(theirs).toFixed(4)}, ratio ${ratio.toFixed(3)} [${quantile(ratios, 0.025).toFixed(3)}, ${quantile(ratios, 0.975).toFixed(3)}]`,
        );
        expect(ratio).toBeGreaterThanOrEqual(0.97);
      },
      600_000,
    );

    it("is many times faster; how many is printed, not tested", async () => {
      const { documents } = readSearch();
      const rate = async (encoder: Encoder, texts: readonly string[]): Promise<number> => {
        const started = performance.now();
        await encoder.encode(texts);
        return (1000 * texts.length) / (performance.now() - started);
      };
      await rate(ours, documents.slice(0, 100));
      await rate(miniLm, documents.slice(0, 20));
      for (let round = 1; round <= 3; round++) {
        const slow = await rate(miniLm, documents.slice(300 * round, 300 * (round + 1)));
        const fast = await rate(ours, documents.slice(1500, 9500));
        say(
          `round ${round}: static ${fast.toFixed(0)} titles/s, MiniLM fp32 ${slow.toFixed(0)} titles/s, ratio ${(fast / slow).toFixed(0)}`,
        );
        expect(Math.min(slow, fast)).toBeGreaterThan(0);
      }
    });

    it("cuts ASCII texts into the tokens that MiniLM's own tokenizer gives", () => {
      const json = JSON.parse(readFileSync(join(modelFolder, "tokenizer.json"), "utf8")) as {
        model: { vocab: Record<string, number> };
      };
      const tokenById = new Map(Object.entries(json.model.vocab).map(([token, id]) => [id, token]));
      const reference = createTransformerTokenizer(
        json,
        {},
        { maxTokens: 100_000, lowerCase: false, model: "MiniLM" },
      );
      const { vocabulary } = readStaticVectors(
        new Uint8Array(readFileSync(shippedStaticEncoder)),
        "shipped",
      );
      const known = new Set(vocabulary);
      const tokenizer = createStaticTokenizer(vocabulary);
      const texts = [...readFurniture().documents, ...readSearch().documents.slice(0, 3000)];
      for (const text of texts) {
        const ascii = text
          .toLowerCase()
          .normalize("NFD")
          .replace(/[\p{Mn}\p{Cf}]/gu, "")
          .replace(/[^ -~]/g, " ");
        const expected = Array.from(reference.encode(ascii), (id) => tokenById.get(id)!);
        const got = Array.from(tokenizer.encode(text), (row) => vocabulary[row]!);
        expect(got).toEqual(expected.filter((token) => known.has(token)));
        // Nothing was filtered but the special tokens and words that no tokenizer knows.
        expect(expected.filter((token) => !known.has(token) && !token.startsWith("["))).toEqual([]);
      }
    });
  },
);

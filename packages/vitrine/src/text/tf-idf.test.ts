import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createNGramCutter } from "./n-grams.js";
import type { NGramUnit } from "./n-grams.js";
import { createTfIdfSearcher } from "./tf-idf-searcher.js";
import type { TfIdfModel, TfIdfOptions } from "./tf-idf.js";
import { fitTfIdf, fitTransformTfIdf, tfIdfFromBytes, tfIdfToBytes } from "./tf-idf.js";

function grams(unit: NGramUnit, shortest: number, longest: number, text: string): string[] {
  const found: string[] = [];
  createNGramCutter(
    unit,
    shortest,
    longest,
  )(text, (source, start, end) => {
    found.push(source.slice(start, end));
  });
  return found;
}

/** One row with its zeros. */
function row(model: TfIdfModel, text: string): number[] {
  const { columns, values } = model.transform([text]);
  const dense = new Array<number>(model.terms.length).fill(0);
  columns.forEach((column, entry) => (dense[column] = values[entry]!));
  return dense;
}

const documents = ["red oak chair", "oak table oak", "Blue chair"];
const text = fc
  .array(fc.constantFrom("oak", "chair", "red", "x", "ÉTÉ", "テーブル", "  ", "12"), {
    maxLength: 8,
  })
  .map((words) => words.join(" "));
const texts = fc.array(text, { maxLength: 8 });

describe("createNGramCutter", () => {
  it("takes words of two or more letters, digits or underscores", () => {
    expect(grams("word", 1, 1, "a 20-inch oak_x t's 5½")).toEqual(["20", "inch", "oak_x", "5½"]);
  });

  it("cuts single words as the expression for them does, in any script and with broken pairs", () => {
    const part = fc.oneof(
      fc.constantFrom("a", "é", "_", "木", "𝒳", "🪑", "\ud835", "\udcb3", " ", "e\u0301", "½"),
      fc.string({ unit: "binary", maxLength: 3 }),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
        const whole = parts.join("");
        expect(grams("word", 1, 1, whole)).toEqual(whole.match(/[\p{L}\p{N}_]{2,}/gu) ?? []);
      }),
      { seed: 3, numRuns: 500 },
    );
  });

  it("joins words to n-grams with a space", () => {
    expect(grams("word", 1, 2, "red oak chair").sort()).toEqual([
      "chair",
      "oak",
      "oak chair",
      "red",
      "red oak",
    ]);
    expect(grams("word", 3, 3, "red oak")).toEqual([]);
  });

  it("counts characters as code points, with runs of white space as one", () => {
    expect(grams("char", 2, 2, "a🪑 \n b")).toEqual(["a🪑", "🪑 ", " b"]);
    expect(grams("char", 1, 2, "ab")).toEqual(["a", "b", "ab"]);
  });

  it("pads words for char_wb and counts a word shorter than n once", () => {
    expect(grams("char_wb", 3, 3, "ab  c")).toEqual([" ab", "ab ", " c "]);
    expect(grams("char_wb", 4, 6, "ab c")).toEqual([" ab ", " c "]);
    expect(grams("char_wb", 2, 5, "ab")).toEqual([" a", "ab", "b ", " ab", "ab ", " ab "]);
  });

  it("finds words in scripts without spaces when asked for segmented words", () => {
    expect(grams("segmented", 1, 2, "木のテーブル")).toContain("テーブル");
  });
});

describe("fitTfIdf", () => {
  it("gives the weights one works out by hand", () => {
    const model = fitTfIdf(documents);
    expect(model.terms).toEqual(["blue", "chair", "oak", "red", "table"]);
    const one = Math.log(4 / 2) + 1;
    const two = Math.log(4 / 3) + 1;
    [one, two, two, one, one].forEach((idf, term) => {
      expect(model.idf[term]).toBeCloseTo(idf, 12);
    });
    const length = Math.hypot(2 * two, one);
    const expected = [0, 0, (2 * two) / length, 0, one / length];
    row(model, "Oak TABLE oak").forEach((value, term) => {
      expect(value).toBeCloseTo(expected[term]!, 6);
    });
  });

  it("dampens repetitions and leaves lengths alone when asked", () => {
    const model = fitTfIdf(documents, { sublinearTf: true, normalise: false, smoothIdf: false });
    const oak = row(model, "oak oak oak")[model.terms.indexOf("oak")]!;
    expect(oak).toBeCloseTo((1 + Math.log(3)) * (Math.log(3 / 2) + 1), 6);
  });

  it.each<[TfIdfOptions, string[]]>([
    [{ minDocuments: 2 }, ["chair", "oak"]],
    [{ minDocuments: 0.5 }, ["chair", "oak"]],
    [{ maxDocuments: 0.5 }, ["blue", "red", "table"]],
    [{ minDocuments: 2, maxDocuments: 2 }, ["chair", "oak"]],
    [{ minDocuments: 3, maxDocuments: 3 }, []],
    [{ lowerCase: false, minDocuments: 1, maxDocuments: 0.34 }, ["Blue", "red", "table"]],
  ])("keeps the terms that %j leaves", (options, terms) => {
    expect(fitTfIdf(documents, options).terms).toEqual(terms);
  });

  it("sorts terms by code points, as Python does", () => {
    expect(fitTfIdf(["\u{10000}a \uff41b zz"]).terms).toEqual(["zz", "\uff41b", "\u{10000}a"]);
  });

  it("makes rows of length 1 or 0, with rising columns, one text at a time as all at once", () => {
    fc.assert(
      fc.property(texts, texts, (learned, read) => {
        const model = fitTfIdf(learned, { nGrams: [1, 2] });
        const rows = model.transform(read);
        read.forEach((one, index) => {
          const [start, end] = [rows.rowStarts[index]!, rows.rowStarts[index + 1]!];
          const single = model.transform([one]);
          expect(rows.columns.slice(start, end)).toEqual(single.columns);
          expect(rows.values.slice(start, end)).toEqual(single.values);
          const length = Math.hypot(...single.values);
          expect(length === 0 || Math.abs(length - 1) < 1e-6).toBe(true);
          const rising = single.columns.every((c, i) => i === 0 || c > single.columns[i - 1]!);
          expect(rising).toBe(true);
        });
      }),
      { seed: 1 },
    );
  });

  it("learns nothing from nothing, and gives rows of zeros", () => {
    const model = fitTfIdf([]);
    expect(model.terms).toEqual([]);
    expect(model.transform(["oak"]).columns.length).toBe(0);
    expect(fitTfIdf(["oak"], { minDocuments: 2, maxDocuments: 9 }).terms).toEqual([]);
  });

  it("refuses bounds that leave no room and n-grams in the wrong order", () => {
    expect(() => fitTfIdf(documents, { minDocuments: 3, maxDocuments: 2 })).toThrow(/got 2 and 3/);
    expect(() => fitTfIdf(documents, { nGrams: [2, 1] })).toThrow();
  });

  it("takes texts of very many words", () => {
    const model = fitTfIdf(["oak ".repeat(300_000)]);
    expect(row(model, "oak ".repeat(300_000))).toEqual([1]);
    const long = Array.from({ length: 200_000 }, (_, index) => `w${index}`).join(" ");
    expect(fitTfIdf([long]).transform([long]).columns.length).toBe(200_000);
  });
});

describe("fitTransformTfIdf", () => {
  it("gives the model and the rows that fitting and transforming give", () => {
    const options = fc.record({
      nGrams: fc.constantFrom<[number, number]>([1, 1], [1, 2]),
      minDocuments: fc.constantFrom(1, 2),
      sublinearTf: fc.boolean(),
    });
    fc.assert(
      fc.property(texts, options, (learned, chosen) => {
        fc.pre(learned.length >= chosen.minDocuments);
        const { model, rows } = fitTransformTfIdf(learned, chosen);
        const alone = fitTfIdf(learned, chosen);
        expect(tfIdfToBytes(model)).toEqual(tfIdfToBytes(alone));
        expect(rows).toEqual(alone.transform(learned));
      }),
      { seed: 4 },
    );
  });

  it("sorts the entries of long rows too", () => {
    const long = Array.from({ length: 100 }, (_, at) => `w${(at * 37) % 100} oak`).join(" ");
    const { model, rows } = fitTransformTfIdf([long, "oak"]);
    expect(rows).toEqual(model.transform([long, "oak"]));
    expect(Array.from(rows.columns)).toEqual([...Array.from({ length: 101 }).keys(), 0]);
  });
});

describe("createTfIdfSearcher", () => {
  it("gives the inner products of the rows", () => {
    fc.assert(
      fc.property(texts, text, (all, query) => {
        const model = fitTfIdf(all, { nGrams: [1, 2] });
        const similarities = createTfIdfSearcher(model, all).similarities(query);
        const queryRow = row(model, query);
        all.forEach((document, index) => {
          const product = row(model, document).reduce((sum, x, i) => sum + x * queryRow[i]!, 0);
          expect(similarities[index]).toBeCloseTo(product, 6);
        });
      }),
      { seed: 2 },
    );
  });
});

describe("tfIdfFromBytes", () => {
  it("reads the model that was written, into the same bytes", () => {
    const model = fitTfIdf(documents, { unit: "char_wb", nGrams: [2, 4], sublinearTf: true });
    const bytes = tfIdfToBytes(model);
    const read = tfIdfFromBytes(bytes);
    expect(tfIdfToBytes(read)).toEqual(bytes);
    expect(read.options).toEqual(model.options);
    expect(read.transform(["oak chairs"])).toEqual(model.transform(["oak chairs"]));
  });

  it("refuses half a model", () => {
    const bytes = tfIdfToBytes(fitTfIdf(documents));
    expect(() => tfIdfFromBytes(bytes.subarray(0, bytes.length / 2))).toThrow(
      /bytes of a whole TF-IDF model/,
    );
  });
});

import { createDataProfile } from "../../data/data-profile.js";
import { assessReadiness } from "../../data/readiness.js";
import type { Product } from "../../data/product.js";
import { describe, expect, it } from "vitest";
import { makeProduct, makeProducts } from "../../../test/made-catalogue.js";
import { categoryRows } from "./data-report-facts.js";
import { dataReportToHtml } from "./data-report-html.js";
import { dataReportToText } from "./data-report-text.js";
import type { DataReport } from "./report-data.js";

function reportOf(products: readonly Product[], source?: DataReport["source"]): DataReport {
  const profiler = createDataProfile();
  profiler.add(products);
  const profile = profiler.profile();
  return {
    source: source ?? { kind: "catalogue", version: "7" },
    profile,
    readiness: assessReadiness(profile),
  };
}

const plain = { width: 100, colour: false };
const shop = reportOf(makeProducts(400));
const hostile = `<script>alert("x")</script>\u001B[2J\u202E & 'quoted'`;
const evil = reportOf(
  [
    makeProduct({
      id: "a",
      title: hostile,
      brand: hostile,
      categoryPath: [hostile],
      price: 5,
      attributes: { [hostile]: hostile },
    }),
    makeProduct({ id: "b", categoryPath: ["Desks"], price: 700 }),
  ],
  {
    kind: "file",
    file: `${hostile}.csv`,
    format: "csv",
    rows: 3,
    unreadable: 1,
    repeated: 0,
    problems: [{ file: "f", field: "title", line: 3, column: hostile, got: hostile, why: "bad" }],
    columns: {},
  },
);

describe("a data report", () => {
  it("survives JSON, and both forms are the same each time", () => {
    const copy = JSON.parse(JSON.stringify(shop)) as DataReport;
    expect(copy).toEqual(shop);
    expect(dataReportToHtml(copy)).toBe(dataReportToHtml(shop));
    expect(dataReportToText(copy, plain)).toBe(dataReportToText(shop, plain));
  });

  it("of no product at all has both forms", () => {
    const empty = reportOf([]);
    expect(dataReportToHtml(empty)).toContain("Enough for");
    const text = dataReportToText(empty, plain);
    expect(text).not.toMatch(/NaN|undefined|Infinity/);
    expect(dataReportToHtml(empty)).not.toMatch(/NaN|undefined|Infinity/);
  });

  it("of equal prices, of prices of 0 and of one-letter texts draws no impossible axis", () => {
    for (const price of [0, 12]) {
      const products = ["a", "b"].map((id) => makeProduct({ id, title: "x", price }));
      expect(dataReportToHtml(reportOf(products))).not.toMatch(/NaN|Infinity/);
      expect(dataReportToText(reportOf(products), plain)).not.toMatch(/NaN|Infinity/);
    }
  });
});

describe("the page of a data report", () => {
  it("loads nothing, runs nothing and holds no markup of the data", () => {
    const page = dataReportToHtml(evil);
    expect(page).toContain("default-src 'none'");
    expect(page).not.toMatch(/<script|<link|<img|<iframe|\son\w+="/i);
    expect(page).not.toContain('alert("x")');
    expect(page).toContain("&lt;script&gt;");
  });

  it("shows what is ready, the fields, the prices, the texts and the rows that were left out", () => {
    const headings = [...dataReportToHtml(evil).matchAll(/<h2 id="(\w+)">/g)].map(([, id]) => id);
    expect(headings).toEqual(["readiness", "fields", "prices", "texts", "problems"]);
    const page = dataReportToHtml(shop);
    expect(page.match(/<svg/g)?.length).toBeGreaterThanOrEqual(6);
    expect(page.match(/role="img"/g)?.length).toBe(page.match(/<svg/g)?.length);
    expect(page).not.toContain('id="problems"');
  });
});

describe("the text of a data report", () => {
  it("holds no control characters but those it was asked for", () => {
    const text = dataReportToText(evil, plain);
    expect(text.replace(/\n/g, "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    const coloured = dataReportToText(evil, { ...plain, colour: true });
    expect(coloured.replace(/\u001B\[(1|2|22)m|\n/g, "")).toBe(text.replace(/\n/g, ""));
  });

  it("has bars as long as the shares, and is not wider than the terminal", () => {
    const text = dataReportToText(shop, { width: 80, colour: false });
    const { share } = shop.profile.missing.description;
    const line = /^ {2}description +\d+ +(?:> )?(\d+) % +(█+)/m.exec(text)!;
    expect(Number(line[1])).toBe(Math.round((1 - share) * 100));
    expect(line[2]!.length).toBe(Math.floor(Math.round((1 - share) * 160) / 8));
    for (const row of text.split("\n")) expect(row.length).toBeLessThanOrEqual(90);
  });
});

describe("the categories of a data report", () => {
  it("are those of the first level that has several", () => {
    const paths = [
      ["Home", "All", "Desks", "Corner"],
      ["Home", "All", "Rugs"],
      ["Home", "All", "Rugs"],
    ];
    const products = paths.map((categoryPath, at) => makeProduct({ id: `${at}`, categoryPath }));
    const { below, rows, more } = categoryRows(reportOf(products).profile);
    expect(below).toEqual(["Home", "All"]);
    expect(rows.map(({ name, products: count }) => [name, count])).toEqual([
      ["Rugs", 2],
      ["Desks", 1],
    ]);
    expect(more).toBe(0);
  });
});

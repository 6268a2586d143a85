import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { parseHTML } from "linkedom";
import { beforeAll, describe, expect, it } from "vitest";
import type { EvaluationReport } from "./evaluation-report.js";
import { headlineMetrics } from "./headline-metrics.js";
import { html } from "./html-template.js";
import { evaluateByIkarusProtocol } from "./ikarus-protocol.js";
import { measureSystems } from "./measure-systems.js";
import { createRandomSystem } from "./random-system.js";
import { reportToHtml } from "./report-html.js";
import { reportToText } from "./report-terminal.js";
import type { SearchSystem } from "./search-system.js";
import { contestOf, gainsOf, standingsOf } from "./standings.js";

const HOSTILE = `<img src=x onerror=alert(1)>"'&lt;</title></style><script>alert(2)</script>`;
const ids = Array.from({ length: 20 }, (_, index) => `p${index}`);

/** A system that finds the relevant product at the place that `placeOf` says. */
function finder(name: string, placeOf: (query: number) => number): SearchSystem {
  return {
    name,
    memoryBytes: 5e6,
    async rank(query, { k }) {
      const number = Number(/\d+$/.exec(query)?.[0]);
      const relevant = `p${number % 20}`;
      const others = ids.filter((id) => id !== relevant);
      const place = placeOf(number);
      return [...others.slice(0, place), relevant, ...others.slice(place)].slice(0, k);
    },
  };
}

async function reportOf(
  systems: readonly SearchSystem[],
  prefix = "query ",
  baselines?: readonly string[],
): Promise<EvaluationReport> {
  let now = 0;
  const queries = Array.from({ length: 60 }, (_, index) => ({
    query: `${prefix}${index}`,
    group: `${prefix}${index % 2 === 0 ? "even" : "odd"}`,
    grades: new Map([[`p${index % 20}`, 3]]),
  }));
  return measureSystems(
    systems,
    { protocol: { name: "test", description: `About ${prefix}.`, options: {} }, queries, skipped: { odd: 2 }, notes: [`Note ${prefix}`], ...(baselines === undefined ? {} : { groupBy: `${prefix}kind` }) },
    { resamples: 400, ...(baselines === undefined ? {} : { baselines }), clock: () => (now += 0.3), titleOf: (id) => (id === "p0" ? undefined : `${prefix}title of ${id}`) },
  ); // prettier-ignore
}

const random = createRandomSystem(ids, 1);
const even = finder("tfidf", (query) => query % 3);
const odd = finder("static", (query) => (query + 1) % 3);
const best = finder("hybrid", (query) => (query % 10 === 9 ? 4 : 0));
let report: EvaluationReport;
beforeAll(async () => {
  report = await reportOf([random, even, odd, best]);
});

describe("standingsOf", () => {
  it("calls a system the best only when its lead over all others is significant", () => {
    expect(Object.fromEntries(standingsOf(report, "mrr"))).toEqual({ random: "behind", tfidf: "behind", static: "behind", hybrid: "best" }); // prettier-ignore
  });

  it("lets systems that can not be told apart stand together", async () => {
    const pair = await reportOf([random, even, odd]);
    expect(Object.fromEntries(standingsOf(pair, "mrr"))).toEqual({ random: "behind", tfidf: "tied", static: "tied" }); // prettier-ignore
  });

  it("says nothing about a system alone or a pair that was not compared", async () => {
    expect([...standingsOf(await reportOf([even]), "mrr").values()]).toEqual(["unknown"]);
    const uncompared = { ...report, comparisons: [] };
    expect(new Set(standingsOf(uncompared, "mrr").values())).toEqual(new Set(["unknown"]));
  });
});

describe("contestOf and gainsOf", () => {
  it("set hybrid against the best of the rest, and random only when there is no other", async () => {
    expect(contestOf(report)?.challenger).toBe("hybrid");
    expect(["tfidf", "static"]).toContain(contestOf(report)?.baseline);
    expect(contestOf(await reportOf([random, even]))).toEqual({
      challenger: "tfidf",
      baseline: "random",
    });
    expect(contestOf(await reportOf([random]))).toBeUndefined();
  });

  it("set the challenger against the first baseline that is named", async () => {
    const named = await reportOf([random, even, odd, best], "query ", ["static", "tfidf"]);
    expect(contestOf(named)).toEqual({ challenger: "hybrid", baseline: "static" });
    const itself = await reportOf([random, even, best], "query ", ["hybrid"]);
    expect(contestOf(itself)).toEqual({ challenger: "tfidf", baseline: "hybrid" });
  });

  it("order the queries by what was gained", () => {
    const gains = gainsOf(report, { challenger: "hybrid", baseline: "tfidf" });
    expect(gains.length).toBe(60);
    const values = gains.map(({ gain }) => gain);
    expect(values).toEqual([...values].sort((a, b) => b - a));
    expect(values[0]).toBeGreaterThan(0);
    expect(values.at(-1)).toBeLessThan(0);
  });
});

it("headlineMetrics takes one metric of each kind, and NDCG at every depth", () => {
  expect(headlineMetrics(report.metrics)).toEqual(["precision@5", "recall@5", "ndcg@5", "hit@5", "ndcg@10", "mrr", "map"]); // prettier-ignore
  expect(headlineMetrics(["self@5", "precision@5"])).toEqual(["self@5", "precision@5"]);
});

describe("reportToText", () => {
  it("keeps every line within the width, whatever it is, and loses no value", () => {
    fc.assert(
      fc.property(fc.integer({ min: 40, max: 250 }), (width) => {
        const text = reportToText(report, { width, colour: false });
        for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(width);
        for (const metric of headlineMetrics(report.metrics)) expect(text).toContain(metric);
        for (const { name } of report.systems) expect(text).toContain(name);
        expect(text).toContain("5.00 MB");
      }),
      { seed: 1, numRuns: 50 },
    );
  });

  it("aligns its columns", () => {
    const lines = reportToText(report, { width: 200, colour: false }).split("\n").slice(2, 7);
    const ends = lines
      .map((line) => (line.indexOf("± ") > 0 ? line.indexOf("±") : undefined))
      .filter((at) => at !== undefined);
    expect(ends.length).toBe(4);
    expect(new Set(ends).size).toBe(1);
  });

  it("marks a significant best with *, and what can not be told apart with ≈", async () => {
    const lineOf = (text: string, name: string): string =>
      text.split("\n").find((line) => line.startsWith(name)) ?? "";
    const clear = reportToText(report, { width: 200, colour: false, metrics: ["mrr"] });
    expect(lineOf(clear, "hybrid")).toContain("*");
    expect(clear).not.toContain("≈");
    const close = reportToText(await reportOf([random, even, odd]), {
      width: 200,
      colour: false,
      metrics: ["mrr"],
    });
    expect(lineOf(close, "tfidf")).toContain("≈");
    expect(lineOf(close, "static")).toContain("≈");
    expect(close).not.toContain("*");
    expect(close).toContain("not significant");
  });

  it("uses escape codes only when colour is wanted, and never those of the data", async () => {
    expect(reportToText(report, { width: 100, colour: true })).toContain("\u001B[1m");
    const hostile = await reportOf(
      [random, { ...even, name: "evil\u001B[31m\u202Ename\r\n" }],
      "\u001B]0;title\u0007",
    );
    const text = reportToText(hostile, { width: 100, colour: false });
    expect(text).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202E]/);
  });

  it("prints a report without comparisons, times or a ceiling", async () => {
    const ikarus = await evaluateByIkarusProtocol([{ title: "a", categoryText: "" }], {
      semantic: [],
      lexical: [{ name: "tfidf", rank: async () => ["0"] }],
    });
    const text = reportToText(ikarus, { width: 80, colour: false });
    expect(text).toContain("self@5");
    expect(text).not.toContain("possible");
  });
});

describe("the groups of a report", () => {
  it("are a table for each baseline, in the terminal and on the page", async () => {
    const grouped = await reportOf([random, even, odd, best], "query ", ["static", "tfidf"]);
    const text = reportToText(grouped, { width: 100, colour: false });
    const page = parse(reportToHtml(grouped));
    const captions = page.querySelectorAll("section[aria-labelledby=groups] caption");
    expect(captions.map(({ textContent }) => textContent.trim())).toEqual(["hybrid minus static", "hybrid minus tfidf"]); // prettier-ignore
    for (const baseline of ["static", "tfidf"]) {
      expect(text).toContain(`hybrid against ${baseline} by query kind, ndcg@10:`);
    }
    for (const name of ["query even", "query odd"]) {
      expect(text.split("\n").filter((line) => line.startsWith(name))).toHaveLength(2);
    }
    for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(100);
    expect(reportToText(report, { width: 100, colour: false })).not.toContain("kind");
    expect(parse(reportToHtml(report)).querySelectorAll("#groups")).toHaveLength(0);
  });

  it("are text, whatever they are called", async () => {
    const hostile = await reportOf([even, best], `${HOSTILE}\u001B[31m`, ["tfidf"]);
    expect(parse(reportToHtml(hostile)).querySelectorAll("script, img").length).toBe(0);
    const text = reportToText(hostile, { width: 100, colour: false });
    expect(text).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202E]/);
  });
});

describe("html", () => {
  it("makes text of every string put in, so that a parser reads it back", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }).filter((text) => !/[\r\0\uFFFE\uFFFF]|\p{Cs}/u.test(text)),
        (text) => {
          const { document } = parseHTML(
            `<!doctype html><html><body>${html`<p title="${text}">${text}</p>`.html}</body></html>`,
          ) as unknown as { document: Queryable };
          expect(document.querySelectorAll("*").length).toBe(3);
          const [paragraph] = document.querySelectorAll("p");
          expect(paragraph?.getAttribute("title")).toBe(text);
          expect(paragraph?.textContent).toBe(text);
        },
      ),
      { seed: 1, numRuns: 200 },
    );
  });

  it("joins lists, passes HTML through and leaves out what is absent", () => {
    expect(html`<b>${[html`<i>${1}</i>`, "<", undefined]}</b>`.html).toBe("<b><i>1</i>&lt;</b>");
  });
});

/** What the tests use of linkedom: the compiler knows no browser types here. */
interface Queryable {
  querySelectorAll(selector: string): readonly QueriedElement[];
}
interface QueriedElement {
  readonly textContent: string;
  readonly attributes: readonly { readonly name: string; readonly value: string }[];
  getAttribute(name: string): string | null;
  querySelectorAll(selector: string): readonly QueriedElement[];
}
const parse = (page: string): Queryable =>
  (parseHTML(page) as unknown as { document: Queryable }).document;

describe("reportToHtml", () => {
  it("is one page that asks for nothing: no script, no outside address, a policy that allows its sheet alone", () => {
    const page = reportToHtml(report);
    const document = parse(page);
    expect(
      document.querySelectorAll(
        "script, link, img, iframe, object, form, [style], [src], [href], base",
      ).length,
    ).toBe(0);
    expect(page.replaceAll("http://www.w3.org/2000/svg", "")).not.toMatch(/https?:|url\(|@import/);
    const sheets = document.querySelectorAll("style");
    expect(sheets.length).toBe(1);
    const sheet = /<style>([^]*?)<\/style>/.exec(page)?.[1] ?? "";
    const hash = createHash("sha256").update(sheet).digest("base64");
    expect(document.querySelectorAll("meta[http-equiv]")[0]?.getAttribute("content")).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`,
    );
  });

  it("makes text of hostile names, queries, titles and notes, in tables and plots", async () => {
    const hostile = await reportOf(
      [random, { ...even, name: HOSTILE }, { ...best, name: "__proto__" }],
      `${HOSTILE} `,
    );
    const page = reportToHtml(hostile, { title: HOSTILE });
    const document = parse(page);
    expect(document.querySelectorAll("script, img").length).toBe(0);
    expect(page).not.toMatch(/<(img|script)/);
    const drawn = document.querySelectorAll("svg text").map(({ textContent }) => textContent);
    expect(drawn).toContain(`${HOSTILE.slice(0, 15)}…`);
    for (const element of document.querySelectorAll("*")) {
      for (const { name } of element.attributes) expect(name).not.toMatch(/^on/);
    }
    expect(document.querySelectorAll("h1")[0]?.textContent).toBe(HOSTILE);
    expect(document.querySelectorAll(".query h4")[0]?.textContent).toContain(HOSTILE);
    expect(document.querySelectorAll("title").length).toBe(1);
  });

  it("gives every plot words for who can not see it, and the data behind it", () => {
    const document = parse(reportToHtml(report));
    const figures = document.querySelectorAll("figure");
    expect(figures.length).toBe(headlineMetrics(report.metrics).length + 2);
    for (const figure of figures) {
      const [drawing] = figure.querySelectorAll("[role=img]");
      expect(drawing?.getAttribute("aria-label")).toContain("hybrid");
      expect(figure.querySelectorAll("figcaption h3").length).toBe(1);
      expect(figure.querySelectorAll("details table caption").length).toBe(1);
    }
    for (const table of document.querySelectorAll("table")) {
      expect(table.querySelectorAll("caption").length).toBe(1);
      expect(table.querySelectorAll("th[scope=col]").length).toBeGreaterThan(1);
    }
  });

  it("states a gain only where it is significant", async () => {
    const verdictOf = (of: EvaluationReport): QueriedElement | undefined =>
      parse(reportToHtml(of)).querySelectorAll(".verdict")[0];
    expect(verdictOf(report)?.textContent).toContain("A gain of");
    const close = verdictOf(await reportOf([even, odd]));
    expect(close?.textContent).toContain("may be chance");
    expect(close?.querySelectorAll(".good, .bad").length).toBe(0);
    const loss = verdictOf(
      await reportOf([
        { ...even, name: "hybrid" },
        { ...best, name: "tfidf" },
      ]),
    );
    expect(loss?.textContent).toContain("does not beat");
  });

  it("is the same page for the same report, and draws one system or an old protocol too", async () => {
    expect(reportToHtml(report)).toBe(reportToHtml(report));
    expect(reportToHtml(await reportOf([random]))).toContain("random");
    const ikarus = await evaluateByIkarusProtocol([{ title: "a", categoryText: "" }], {
      semantic: [],
      lexical: [{ name: "tfidf", rank: async () => ["0"] }],
    });
    expect(reportToHtml(ikarus)).toContain("self@5");
  });
});

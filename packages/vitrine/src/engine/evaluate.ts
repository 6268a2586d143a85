/**
 * @file Measures the systems on the shop's own data, by judged queries or by its catalogue alone.
 */
import { writeFile } from "node:fs/promises";
import { openRows } from "../data/read-rows.js";
import type { Product } from "../data/product.js";
import { inspectProducts } from "../data/import-products.js";
import { rowOf } from "../encoders/encoder.js";
import type { Encoder } from "../encoders/encoder.js";
import { VitrineError } from "../errors.js";
import { evaluateCategoryRetrieval } from "../evaluation/catalogue-protocol.js";
import { evaluateSearch } from "../evaluation/evaluate-search.js";
import type { EvaluationReport } from "../evaluation/evaluation-report.js";
import { evaluateByIkarusProtocol } from "../evaluation/ikarus-protocol.js";
import { evaluateKnownItems } from "../evaluation/known-item-protocol.js";
import type { MeasureOptions } from "../evaluation/measure-systems.js";
import type { SearchSystem } from "../evaluation/search-system.js";
import { createExactIndex } from "../indexes/exact-index.js";
import { buildSearchIndex } from "./build-search-index.js";
import { needCatalogue } from "./catalogue.js";
import type { Catalogue } from "./catalogue.js";
import { chooseEncoder, settleEncoderSpec } from "./encoder-choice.js";
import type { EngineContext, StageProgress } from "./engine-context.js";
import { SEARCH_ARTIFACT } from "./engine-context.js";
import { readIndexHead } from "./index-artifact.js";
import { loadJudgements } from "./judgements-file.js";
import { createSystems, defaultSystems } from "./evaluation-systems.js";
import { chooseSearchedAttributes, everythingText } from "./product-texts.js";
import type { TextSettings } from "./product-texts.js";

interface EvaluateOptions {
  /** Encoder of the hybrid, measured alone too; default that of the current index, else the configured one. */
  readonly encoder?: string;
  /** Names of the systems; default the baselines, the encoders alone and the hybrid. */
  readonly systems?: readonly string[];
  /** Of the resampling, the random baseline and sampled queries; default 1. */
  readonly seed?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: StageProgress;
}

export interface EvaluateSearchOptions extends EvaluateOptions {
  /** A file of JSON Lines: `{"query": "…", "grades": {"<product id>": 0|1|2|3, …}}`. */
  readonly judgements: string;
  /** Whether only the judged products of a query are ranked; default false. */
  readonly withinJudged?: boolean;
}

export interface EvaluateCatalogueOptions extends EvaluateOptions {
  /** What makes two products relevant to each other: `category`, `category-path`, `brand` or an attribute; default `category`. */
  readonly label?: string;
  /** Whether the label is kept out of every index; default false. */
  readonly hideLabel?: boolean;
  /** `category` retrieval (default), title `self`-retrieval, or the old protocol `ikarus` with its faults. */
  readonly protocol?: "category" | "self" | "ikarus";
  /** The raw product file that `ikarus` draws its rows from; default the one last imported. */
  readonly file?: string;
}

/**
 * Measures search on judged queries.
 *
 * @throws {VitrineError} `NOT_READY`, `FILE_NOT_FOUND`, `JUDGEMENTS_INVALID`, `NOTHING_TO_MEASURE`, `CANCELLED`.
 */
export async function evaluateJudgedSearch(
  context: EngineContext,
  options: EvaluateSearchOptions,
): Promise<EvaluationReport> {
  const catalogue = await needCatalogue(context);
  const judgements = await loadJudgements(options.judgements, catalogue.products);
  return withSystems(context, options, catalogue.products, (systems, measure) =>
    evaluateSearch(systems, judgements, {
      ...measure,
      withinJudged: options.withinJudged ?? false,
    }),
  );
}

/**
 * Measures search on the catalogue alone.
 *
 * @throws {VitrineError} `NOT_READY`, `PARAM_INVALID`, `NOTHING_TO_MEASURE`, `CANCELLED`.
 */
export async function evaluateCatalogue(
  context: EngineContext,
  options: EvaluateCatalogueOptions = {},
): Promise<EvaluationReport> {
  const catalogue = await needCatalogue(context);
  const { label = "category", hideLabel = false, protocol = "category" } = options;
  if (protocol === "ikarus") return evaluateIkarus(context, options, catalogue);
  const seen = hideLabel
    ? catalogue.products.map((product) => withoutLabel(product, label))
    : catalogue.products;
  return withSystems(context, options, seen, (systems, measure) =>
    protocol === "self"
      ? evaluateKnownItems(systems, catalogue.products, measure)
      : evaluateCategoryRetrieval(systems, catalogue.products, {
          ...measure,
          label,
          labelHidden: hideLabel,
        }),
  );
}

/** Writes a report as a page, or whole as JSON. */
export async function writeReport(
  report: EvaluationReport,
  file: string,
  format: "html" | "json",
): Promise<void> {
  const text = format === "html" ? await renderPage(report) : JSON.stringify(report, null, 2);
  try {
    await writeFile(file, text);
  } catch (cause) {
    throw new VitrineError(
      "FILE_UNREADABLE",
      `The report must be written to ${file}; the system refuses (${(cause as Error).message}). Choose another place.`,
      { path: file },
      { cause },
    );
  }
}

/** The plots need a DOM, which takes longer to load than a search takes: it is loaded when it is needed. */
async function renderPage(report: EvaluationReport): Promise<string> {
  const { reportToHtml } = await import("../evaluation/report-html.js");
  return reportToHtml(report);
}

/** Makes the systems over `products`, measures, and frees them. */
async function withSystems(
  context: EngineContext,
  options: EvaluateOptions,
  products: readonly Product[],
  measure: (systems: readonly SearchSystem[], options: MeasureOptions) => Promise<EvaluationReport>,
): Promise<EvaluationReport> {
  const { config } = context;
  const { seed = 1, signal, onProgress } = options;
  const language = config.search.language === "none" ? undefined : config.search.language;
  const texts: TextSettings = {
    attributes: config.search.attributes ?? chooseSearchedAttributes(products),
    withCategory: true,
  };
  const stages = {
    ...(signal === undefined ? {} : { signal }),
    ...(onProgress === undefined ? {} : { onProgress }),
  };
  const spec = settleEncoderSpec(options.encoder ?? (await encoderOfIndex(context)));
  const everything = products.map((product) => everythingText(product, texts));
  const encoders: Encoder[] = [];
  try {
    const { encoder: own } = await chooseEncoder(context, spec, everything, stages);
    encoders.push(own);
    if (spec !== "static") {
      encoders.unshift((await chooseEncoder(context, "static", everything, stages)).encoder);
    }
    // `tfidf` is the plain method here; the encoder of that name serves the hybrid only.
    const measured = encoders.filter(({ name }) => name !== "tfidf");
    const systems = await createSystems(options.systems ?? defaultSystems(measured), {
      products,
      texts,
      language,
      seed,
      encoders: measured,
      index: once(async () =>
        buildSearchIndex(products, {
          texts,
          language,
          encoder: own,
          createIndex: (dimensions) => createExactIndex({ dimensions }),
          ranking: config.search.ranking,
          ...stages,
        }),
      ),
    });
    return await measure(systems, {
      seed,
      clock: context.now,
      ...(signal === undefined ? {} : { signal }),
      ...(onProgress === undefined
        ? {}
        : {
            onProgress: (done: number, total: number): void => {
              onProgress("Measuring", done, total);
            },
          }),
      titleOf: titlesOf(products),
      catalogue: {
        size: products.length,
        similarity: await similarityOf(products, everything, encoders[0] ?? own),
      },
    });
  } finally {
    for (const encoder of encoders) await encoder.close?.();
  }
}

/** What the old protocol measured, on the rows of the file as they stand. */
async function evaluateIkarus(
  context: EngineContext,
  options: EvaluateCatalogueOptions,
  catalogue: Catalogue,
): Promise<EvaluationReport> {
  const file = options.file ?? catalogue.sourceFile;
  if (file === undefined) {
    throw new VitrineError(
      "PARAM_INVALID",
      "The old protocol must have the raw product file; none is known. Name it with --file.",
      { param: "file", got: undefined },
    );
  }
  const { mapping } = await inspectProducts(file, { mapping: context.config.products.mapping });
  const column = (field: "title" | "brand" | "category" | "description"): string | undefined =>
    mapping.fields[field]?.columns[0];
  const attribute = (name: string): string | undefined =>
    mapping.attributes.find((candidate) => candidate.name.toLowerCase() === name)?.column;
  const order = [
    column("title"),
    column("brand"),
    column("category"),
    attribute("material"),
    attribute("color") ?? attribute("colour"),
    column("description"),
  ];
  const rows: { title: string; categoryText: string; text: string }[] = [];
  for await (const { values } of (await openRows(file)).rows()) {
    const cell = (name: string | undefined): string =>
      name === undefined ? "" : cellText(values[name]);
    rows.push({
      title: cell(column("title")),
      categoryText: cell(column("category")),
      text: order.map(cell).join(" "),
    });
  }
  const asProducts = rows.map(({ text }, row): Product => ({
    id: String(row),
    title: text,
    categoryPath: [],
    images: [],
    attributes: {},
  }));
  const parts = { products: asProducts, texts: { attributes: [], withCategory: false } };
  const spec = settleEncoderSpec(options.encoder ?? (await encoderOfIndex(context)));
  const { encoder } = await chooseEncoder(
    context,
    spec,
    rows.map(({ text }) => text),
    options,
  );
  try {
    const [tfidf, semantic] = await createSystems(["tfidf", encoder.name], {
      ...parts,
      language: undefined,
      seed: options.seed ?? 1,
      encoders: encoder.name === "tfidf" ? [] : [encoder],
      index: async () => Promise.reject(new Error("internal: no index in the old protocol")),
    });
    return await evaluateByIkarusProtocol(
      rows,
      { semantic: [semantic!], lexical: [tfidf!] },
      { seed: options.seed ?? 1 },
    );
  } finally {
    await encoder.close?.();
  }
}

/** The encoder of the current index, or the configured one where nothing is indexed yet. */
async function encoderOfIndex({ registry, config }: EngineContext): Promise<string> {
  const isIndexed = (await registry.history(SEARCH_ARTIFACT)).length > 0;
  if (!isIndexed) return config.search.encoder;
  const artifact = await registry.load(SEARCH_ARTIFACT);
  return (await readIndexHead(artifact)).encoder.spec;
}

/** The product as a system sees it that must not know its label. */
function withoutLabel(product: Product, label: string): Product {
  if (label === "category" || label === "category-path") return { ...product, categoryPath: [] };
  if (label === "brand") {
    const { brand: hidden, ...rest } = product;
    return hidden === undefined ? product : rest;
  }
  const attributes = Object.entries(product.attributes).filter(([name]) => name !== label);
  return { ...product, attributes: Object.fromEntries(attributes) };
}

function titlesOf(products: readonly Product[]): (id: string) => string | undefined {
  const titles = new Map(products.map(({ id, title }) => [id, title]));
  return (id) => titles.get(id);
}

/** How alike two products are by everything that is said of them: what diversity is measured with. */
async function similarityOf(
  products: readonly Product[],
  texts: readonly string[],
  encoder: Encoder,
): Promise<(a: string, b: string) => number> {
  const vectors = await encoder.encode(texts);
  const rows = new Map(products.map(({ id }, row) => [id, row]));
  return (a, b) => {
    const left = rowOf(vectors, rows.get(a) ?? 0);
    const right = rowOf(vectors, rows.get(b) ?? 0);
    return left.reduce((sum, value, axis) => sum + value * right[axis]!, 0);
  };
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return async () => (made ??= make());
}

/** @file What the old protocol measured, on the rows of the product file as they stand. */
import { setImmediate as nextTurn } from "node:timers/promises";
import { inspectProducts } from "../data/import-products.js";
import type { Product } from "../data/product.js";
import { openRows } from "../data/read-rows.js";
import type { CachedEncoder } from "../encoders/vector-cache.js";
import { checkNotCancelled, VitrineError } from "../errors.js";
import type { EvaluationReport } from "../evaluation/evaluation-report.js";
import { evaluateByIkarusProtocol } from "../evaluation/ikarus-protocol.js";
import type { IkarusRow } from "../evaluation/ikarus-protocol.js";
import type { SearchSystem } from "../evaluation/search-system.js";
import type { EngineContext, StageProgress } from "./engine-context.js";
import { checkSystemNames, createSystems } from "./evaluation-systems.js";

export interface IkarusOptions {
  /** The raw product file. */
  readonly file: string | undefined;
  /** `tfidf` and the encoder's name, or one of them; default both. */
  readonly systems: readonly string[] | undefined;
  /** Of the intervals. */
  readonly seed: number;
  /** Makes the encoder, which this closes. */
  readonly chooseEncoder: (texts: readonly string[]) => Promise<CachedEncoder>;
  readonly signal?: AbortSignal;
  readonly onProgress?: StageProgress;
}

/** A row with the text that its systems search. */
interface Row extends IkarusRow {
  readonly text: string;
}

/** Every system ranks for two draws of sixty rows. */
const RANKINGS = 120;

/**
 * Measures by the old protocol.
 *
 * @throws {VitrineError} `PARAM_INVALID` without a file or for a system that it does not measure; `CANCELLED`.
 */
export async function evaluateIkarus(
  context: EngineContext,
  options: IkarusOptions,
): Promise<EvaluationReport> {
  const { seed } = options;
  const rows = await readRows(context, options);
  const encoder = await options.chooseEncoder(rows.map(({ text }) => text));
  try {
    const measured = [...new Set([encoder.name, "tfidf"])];
    const names = options.systems ?? measured;
    checkSystemNames(names, measured);
    const systems = await createSystems(names, {
      products: rows.map(asProduct),
      texts: { attributes: [], withCategory: false },
      language: undefined,
      readsQueries: false,
      encoders: encoder.name === "tfidf" ? [] : [encoder],
      index: async () => Promise.reject(new Error("internal: no index in the old protocol")),
      ...options,
    });
    const watched = watch(systems, options);
    return await evaluateByIkarusProtocol(
      rows,
      {
        semantic: watched.filter(({ name }) => name !== "tfidf"),
        lexical: watched.filter(({ name }) => name === "tfidf"),
      },
      { seed },
    );
  } finally {
    await encoder.close?.();
  }
}

async function readRows(
  { config }: EngineContext,
  { file, signal }: IkarusOptions,
): Promise<readonly Row[]> {
  if (file === undefined) {
    throw new VitrineError(
      "PARAM_INVALID",
      "The old protocol must have the raw product file; none is known. Name it with --file.",
      { param: "file", got: undefined },
    );
  }
  const { mapping } = await inspectProducts(file, { mapping: config.products.mapping });
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
  const rows: Row[] = [];
  for await (const { values } of (await openRows(file)).rows()) {
    checkNotCancelled(signal, "The evaluation");
    const cell = (name: string | undefined): string =>
      name === undefined ? "" : cellText(values[name]);
    rows.push({
      title: cell(column("title")),
      categoryText: cell(column("category")),
      text: order.map(cell).join(" "),
    });
  }
  return rows;
}

function asProduct({ text }: Row, row: number): Product {
  return { id: String(row), title: text, categoryPath: [], images: [], attributes: {} };
}

/** The protocol knows of neither signal nor progress; its systems are asked often enough to serve both. */
function watch(
  systems: readonly SearchSystem[],
  { signal, onProgress }: IkarusOptions,
): readonly SearchSystem[] {
  let asked = 0;
  return systems.map((system) => ({
    ...system,
    async rank(query, rankOptions) {
      await nextTurn();
      checkNotCancelled(signal, "The evaluation");
      onProgress?.("Measuring", ++asked, systems.length * RANKINGS);
      return system.rank(query, rankOptions);
    },
  }));
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/**
 * @file Category retrieval: a product's title should find the other products of its category.
 *
 * It needs nothing but a catalogue. The query product can not be found by its own query, nor can its
 * duplicates (equal normalised titles) and its variants (same parent): they are excluded before any
 * ranking, so they take no place, cast no vote and count neither as found nor as missed. Every product
 * with at least one other product of its label is a query, unless there are more than `maxQueries`.
 *
 * What it measures is agreement with the shop's own categories: a ceiling below 1, because most
 * categories have fewer than k products, and wrong where two categories mean the same.
 */
import { VitrineError } from "../errors.js";
import type { Product } from "../data/product.js";
import { createRandom } from "../random.js";
import type { EvaluationReport } from "./evaluation-report.js";
import { measureSystems } from "./measure-systems.js";
import type { EvaluationQuery, MeasureOptions } from "./measure-systems.js";
import { resolveLabel } from "./product-label.js";
import { twinsOf } from "./product-twins.js";
import type { SearchSystem } from "./search-system.js";

export interface CategoryRetrievalOptions extends MeasureOptions {
  /**
   * What makes two products relevant to each other: `category` (the last name of the path),
   * `category-path` (the whole path), `brand`, or the name of an attribute, in any case,
   * with `attributes.` before it or without. Default `category`.
   */
  readonly label?: string;
  /**
   * Whether the caller built the systems from products without the label. The protocol can not see
   * into a system: it records this in the report. Default false.
   */
  readonly labelHidden?: boolean;
  /** More products than this are sampled by the seed; default 2,000. */
  readonly maxQueries?: number;
}

/** The queries of a catalogue, and what was left out. */
export interface CatalogueQueries {
  readonly queries: readonly EvaluationQuery[];
  /** Reason → how many products are no query. */
  readonly skipped: Readonly<Record<string, number>>;
}

/**
 * Measures systems by category retrieval.
 *
 * @param products - The catalogue that the systems rank, each id once.
 * @throws {VitrineError} `PARAM_INVALID` for a label that the catalogue lacks, a wrong `maxQueries` or what `measureSystems` refuses;
 * `NOTHING_TO_MEASURE` when no two products share a label; `CANCELLED`.
 */
export async function evaluateCategoryRetrieval(
  systems: readonly SearchSystem[],
  products: readonly Product[],
  options: CategoryRetrievalOptions = {},
): Promise<EvaluationReport> {
  const { labelHidden = false, maxQueries = 2000, seed = 1 } = options;
  const { name: label } = resolveLabel(products, options.label ?? "category");
  const all = createCategoryQueries(products, label);
  const { queries, skipped } = sampleQueries(all, maxQueries, seed);
  return measureSystems(
    systems,
    {
      protocol: {
        name: "category retrieval",
        description: `The title of a product is the query; the other products with the same ${label} are relevant. The product, its duplicates and its variants are excluded.${labelHidden ? " The systems were built without the label." : " The label may stand in what the systems search."}`,
        options: { label, labelHidden, maxQueries },
      },
      queries,
      skipped,
      gradesAreComplete: true,
    },
    { ...catalogueOptions(products), ...options },
  );
}

/** One query for every product that shares its label with a product that is not its twin. */
export function createCategoryQueries(
  products: readonly Product[],
  label: string,
): CatalogueQueries {
  const twins = twinsOf(products);
  const { name, valueOf } = resolveLabel(products, label);
  const productsOfLabel = new Map<string, string[]>();
  for (const product of products) {
    const value = valueOf(product);
    if (value === undefined) continue;
    const others = productsOfLabel.get(value);
    if (others === undefined) productsOfLabel.set(value, [product.id]);
    else others.push(product.id);
  }
  const queries: EvaluationQuery[] = [];
  let withoutLabel = 0;
  let alone = 0;
  for (const product of products) {
    const value = valueOf(product);
    if (value === undefined) {
      withoutLabel++;
      continue;
    }
    const exclude = twins(product);
    const relevant = (productsOfLabel.get(value) ?? []).filter((id) => !exclude.has(id));
    if (relevant.length === 0) {
      alone++;
      continue;
    }
    const grades = new Map(relevant.map((id) => [id, 1]));
    queries.push({ query: product.title, productId: product.id, grades, exclude });
  }
  return {
    queries,
    skipped: { [`without a ${name}`]: withoutLabel, [`alone in their ${name}`]: alone },
  };
}

/** Draws at most `maxQueries` of the queries, in their order. */
export function sampleQueries(
  { queries, skipped }: CatalogueQueries,
  maxQueries: number,
  seed: number,
): CatalogueQueries {
  if (!Number.isSafeInteger(maxQueries) || maxQueries < 1) {
    throw new VitrineError(
      "PARAM_INVALID",
      `maxQueries must be a positive integer; got ${maxQueries}. Leave it out for 2,000.`,
      { param: "maxQueries", got: maxQueries },
    );
  }
  if (queries.length <= maxQueries) return { queries, skipped };
  const order = createRandom(seed).shuffle(queries.map((_, index) => index));
  const drawn = new Set(order.slice(0, maxQueries));
  return {
    queries: queries.filter((_, index) => drawn.has(index)),
    skipped: { ...skipped, "not drawn": queries.length - maxQueries },
  };
}

/** What a protocol over a whole catalogue knows without being told. */
export function catalogueOptions(
  products: readonly Product[],
): Pick<MeasureOptions, "catalogue" | "titleOf"> {
  const titles = new Map(products.map(({ id, title }) => [id, title]));
  return { catalogue: { size: products.length }, titleOf: (id) => titles.get(id) };
}

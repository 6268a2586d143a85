/**
 * @file The engine: every use case of a workspace behind one object, in the shop's own process.
 *
 * The index is opened at the first search, follows the catalogue, and is opened again when a newer
 * one has been published, so a long-lived engine serves what other processes made.
 */
import type { Product } from "../data/product.js";
import { openRegistry } from "../registry/registry.js";
import type { Registry } from "../registry/registry.js";
import type { EvaluationReport } from "../evaluation/evaluation-report.js";
import type { DeleteResult, UpsertResult } from "../store/store.js";
import { buildIndex } from "./build-index.js";
import type { IndexOptions, IndexResult } from "./build-index.js";
import { checkConfig, loadConfig } from "./config.js";
import type { Config, ConfigInput } from "./config.js";
import type { EngineContext, EngineLog } from "./engine-context.js";
import { evaluateCatalogue, evaluateJudgedSearch, writeReport } from "./evaluate.js";
import type { EvaluateCatalogueOptions, EvaluateSearchOptions } from "./evaluate.js";
import { examineWorkspace } from "./examine-workspace.js";
import type { DoctorReport } from "./examine-workspace.js";
import { explainProduct } from "./explain-product.js";
import type { ExplainOptions, Explanation } from "./explain-product.js";
import { importCatalogue } from "./import-catalogue.js";
import type { ImportOptions, ImportResult } from "./import-catalogue.js";
import { initWorkspace } from "./init-workspace.js";
import type { InitOptions, InitResult } from "./init-workspace.js";
import { createLiveIndex } from "./live-index.js";
import { searchProducts, similarProducts } from "./search-products.js";
import type { FindOptions, SearchAnswer, SearchOptions } from "./search-products.js";
import { createWorkspaceStore } from "./workspace-store.js";
import { locateWorkspace } from "./workspace.js";
import type { Workspace } from "./workspace.js";

export interface EngineOptions {
  /** Folder of the workspace; default the working directory. It need not exist yet. */
  readonly workspace?: string;
  /** Settings; default those of the workspace's `vitrine.config.ts`. */
  readonly config?: ConfigInput;
  /** Whether the network is never used, not even for a model that is missing; default false. */
  readonly offline?: boolean;
  /** A Postgres server in place of the embedded database; default what `DATABASE_URL` says. */
  readonly databaseUrl?: string;
  /** Where warnings go; default nowhere. */
  readonly log?: EngineLog;
}

/** Everything that can be done with a workspace. */
export interface Engine {
  readonly workspace: Workspace;
  readonly config: Config;
  /** Versions of the catalogue and the index. */
  readonly artifacts: Registry;
  /** Looks at a product file and writes `vitrine.config.ts`. */
  init(file: string, options?: InitOptions): Promise<InitResult>;
  /** Adds and renews the products of a file. */
  importProducts(file: string, options?: ImportOptions): Promise<ImportResult>;
  /**
   * Adds and renews products. When it resolves they are in the database, and searches of this
   * engine find them.
   */
  upsertProducts(products: readonly Product[]): Promise<UpsertResult>;
  /** Deletes products; ids that are not there are passed over. Searches no longer find them when it resolves. */
  deleteProducts(ids: readonly string[]): Promise<DeleteResult>;
  /** The products of these ids, in the order asked; those that are not there are left out. */
  products(ids: readonly string[]): Promise<readonly Product[]>;
  /** Builds the search index of the catalogue and publishes it. */
  index(options?: IndexOptions): Promise<IndexResult>;
  /** Finds products for a text. */
  search(text: string, options?: SearchOptions): Promise<SearchAnswer>;
  /** Finds products like one of the catalogue. */
  similar(id: string, options?: FindOptions): Promise<SearchAnswer>;
  /** Says why a product is found for a text, or why not. */
  explain(text: string, id: string, options?: ExplainOptions): Promise<Explanation>;
  /** Measures search on judged queries. */
  evaluateSearch(options: EvaluateSearchOptions): Promise<EvaluationReport>;
  /** Measures search on the catalogue alone. */
  evaluateCatalogue(options?: EvaluateCatalogueOptions): Promise<EvaluationReport>;
  /** Writes a report as a page, or whole as JSON. */
  writeReport(report: EvaluationReport, file: string, format: "html" | "json"): Promise<void>;
  /** Checks this machine and workspace. */
  examine(): Promise<DoctorReport>;
  /** Frees native memory; the engine is not used after it. */
  close(): Promise<void>;
}

/**
 * Opens a workspace.
 *
 * @throws {VitrineError} `CONFIG_INVALID`.
 *
 * @example
 * const engine = await createEngine({ workspace: "shop" });
 * await engine.importProducts("products.csv");
 * await engine.index();
 * const { hits } = await engine.search("walnut desk", { filters: ["price<150"] });
 */
export async function createEngine(options: EngineOptions = {}): Promise<Engine> {
  const workspace = locateWorkspace(options.workspace ?? ".");
  const config =
    options.config === undefined
      ? await loadConfig(workspace)
      : checkConfig(options.config, "the given configuration");
  const clock = (): Date => new Date();
  const registry = openRegistry(workspace.artifactsFolder, { clock });
  const log = options.log ?? { warn: () => undefined };
  const now = (): number => performance.now();
  const databaseUrl = options.databaseUrl ?? process.env["DATABASE_URL"];
  const store = createWorkspaceStore(workspace, registry, { databaseUrl, clock, log, now });
  const offline = options.offline ?? false;
  const context: EngineContext = { workspace, config, registry, store, log, now, offline };
  const current = createLiveIndex(context);
  return {
    workspace,
    config,
    artifacts: registry,
    init: async (file, initOptions) => initWorkspace(context, file, initOptions),
    importProducts: async (file, importOptions) => importCatalogue(context, file, importOptions),
    async upsertProducts(products) {
      const result = await (await store.open()).upsertProducts(products);
      await current.follow();
      return result;
    },
    async deleteProducts(ids) {
      const result = await (await store.open()).deleteProducts(ids);
      await current.follow();
      return result;
    },
    products: async (ids) => (await store.open()).products(ids),
    index: async (indexOptions) => buildIndex(context, indexOptions),
    search: async (text, searchOptions) =>
      current.use(async (index) => searchProducts(index, text, searchOptions)),
    similar: async (id, findOptions) =>
      current.use(async (index) => similarProducts(index, id, findOptions)),
    explain: async (text, id, explainOptions) =>
      current.use(async (index) => explainProduct(index, text, id, explainOptions)),
    evaluateSearch: async (evaluateOptions) => evaluateJudgedSearch(context, evaluateOptions),
    evaluateCatalogue: async (evaluateOptions) => evaluateCatalogue(context, evaluateOptions),
    writeReport,
    examine: async () => examineWorkspace(context),
    async close() {
      await current.close();
      await store.close();
    },
  };
}

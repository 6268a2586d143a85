/**
 * @file The engine: every use case of a workspace behind one object, in the shop's own process.
 *
 * The index is opened at the first search and again when a newer one has been published, so a
 * long-lived engine serves what `vitrine index` made in another process.
 */
import { openRegistry } from "../registry/registry.js";
import type { Registry } from "../registry/registry.js";
import type { EvaluationReport } from "../evaluation/evaluation-report.js";
import { buildIndex } from "./build-index.js";
import type { IndexOptions, IndexResult } from "./build-index.js";
import { loadCatalogue } from "./catalogue.js";
import { checkConfig, loadConfig } from "./config.js";
import type { Config, ConfigInput } from "./config.js";
import { SEARCH_ARTIFACT } from "./engine-context.js";
import type { EngineContext, EngineLog } from "./engine-context.js";
import { evaluateCatalogue, evaluateJudgedSearch, writeReport } from "./evaluate.js";
import type { EvaluateCatalogueOptions, EvaluateSearchOptions } from "./evaluate.js";
import { examineWorkspace } from "./examine-workspace.js";
import type { DoctorReport } from "./examine-workspace.js";
import { explainProduct } from "./explain-product.js";
import type { ExplainOptions, Explanation } from "./explain-product.js";
import { importCatalogue } from "./import-catalogue.js";
import type { ImportOptions, ImportResult } from "./import-catalogue.js";
import { openIndex } from "./index-artifact.js";
import type { OpenedIndex } from "./index-artifact.js";
import { initWorkspace } from "./init-workspace.js";
import type { InitOptions, InitResult } from "./init-workspace.js";
import { searchProducts, similarProducts } from "./search-products.js";
import type { SearchIndex } from "./search-index.js";
import type { FindOptions, SearchAnswer, SearchOptions } from "./search-products.js";
import { locateWorkspace } from "./workspace.js";
import type { Workspace } from "./workspace.js";

export interface EngineOptions {
  /** Folder of the workspace; default the working directory. It need not exist yet. */
  readonly workspace?: string;
  /** Settings; default those of the workspace's `vitrine.config.ts`. */
  readonly config?: ConfigInput;
  /** Whether the network is never used, not even for a model that is missing; default false. */
  readonly offline?: boolean;
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
  const registry = openRegistry(workspace.artifactsFolder, { clock: () => new Date() });
  const context: EngineContext = {
    workspace,
    config,
    registry,
    log: options.log ?? { warn: () => undefined },
    now: () => performance.now(),
    offline: options.offline ?? false,
  };
  const current = currentIndex(context);
  return {
    workspace,
    config,
    artifacts: registry,
    init: async (file, initOptions) => initWorkspace(context, file, initOptions),
    importProducts: async (file, importOptions) => importCatalogue(context, file, importOptions),
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
    close: async () => current.close(),
  };
}

/** An index that searches are using, or may. */
interface HeldIndex {
  readonly version: string;
  readonly index: Promise<OpenedIndex>;
  users: number;
  /** Whether a newer one has taken its place. */
  retired: boolean;
}

/**
 * The current index: opened once, and again when the alias has moved to another version. The
 * former one goes on serving the searches that began with it and is closed after the last.
 */
function currentIndex(context: EngineContext): {
  use: <T>(action: (index: SearchIndex) => Promise<T>) => Promise<T>;
  close: () => Promise<void>;
} {
  let held: HeldIndex | undefined;
  const closeIfUnused = async ({ retired, users, index }: HeldIndex): Promise<void> => {
    if (!retired || users > 0) return;
    const opened = await index.catch(() => undefined);
    await opened?.index.encoder.close?.();
  };
  const retire = async (former: HeldIndex | undefined): Promise<void> => {
    if (former === undefined || former.retired) return;
    former.retired = true;
    await closeIfUnused(former);
  };
  const acquire = async (): Promise<HeldIndex> => {
    const version = await currentVersion(context);
    if (held?.version !== version) {
      const former = held;
      const next: HeldIndex = {
        version,
        index: openAndCompare(context),
        users: 0,
        retired: false,
      };
      held = next;
      next.index.then(
        async () => retire(former),
        () => {
          // A failed opening is not kept: the next search tries again.
          if (held === next) held = former;
        },
      );
    }
    held.users += 1;
    return held;
  };
  return {
    async use(action) {
      const used = await acquire();
      try {
        return await action((await used.index).index);
      } finally {
        used.users -= 1;
        await closeIfUnused(used);
      }
    },
    async close() {
      const last = held;
      held = undefined;
      await retire(last);
    },
  };
}

/** The version that the alias points at; empty when nothing was published yet. */
async function currentVersion({ registry }: EngineContext): Promise<string> {
  return (await registry.history(SEARCH_ARTIFACT)).at(-1)?.version ?? "";
}

/** Opens the index and warns when the catalogue has moved on. */
async function openAndCompare(context: EngineContext): Promise<OpenedIndex> {
  const opened = await openIndex(context);
  const catalogue = await loadCatalogue(context);
  if (catalogue !== undefined && catalogue.version !== opened.catalogueVersion) {
    context.log.warn(
      `The index is of catalogue version ${opened.catalogueVersion}; the current one is ${catalogue.version}. Index again to search it: vitrine index`,
    );
  }
  return opened;
}

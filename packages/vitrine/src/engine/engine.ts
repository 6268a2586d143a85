/**
 * @file The engine: every use case of a workspace behind one object, in the shop's own process.
 *
 * The index is opened at the first search, follows the catalogue, and is opened again when a newer
 * one has been published, so a long-lived engine serves what other processes made.
 */
import { randomUUID } from "node:crypto";
import type { EventKind } from "../data/event.js";
import type { EventInput } from "../data/event.js";
import type { Product } from "../data/product.js";
import { openRegistry } from "../registry/registry.js";
import type { Registry } from "../registry/registry.js";
import type { EvaluationReport } from "../evaluation/evaluation-report.js";
import type {
  ErasureResult,
  KindSummary,
  MergeResult,
  RecordResult,
  ShopperExport,
} from "../store/event-store.js";
import type { DeleteResult, UpsertResult } from "../store/store.js";
import { backupCatalogue, restoreCatalogue } from "./backup-catalogue.js";
import type {
  BackupOptions,
  BackupResult,
  RestoreOptions,
  RestoreResult,
} from "./backup-catalogue.js";
import { buildIndex } from "./build-index.js";
import type { IndexOptions, IndexResult } from "./build-index.js";
import { needStore } from "./catalogue.js";
import { createLiveBehaviour } from "./behaviour/live-behaviour.js";
import { checkConfig, loadConfig } from "./config.js";
import type { Config, ConfigInput } from "./config.js";
import { SEARCH_ARTIFACT } from "./engine-context.js";
import type { EngineContext, EngineLog } from "./engine-context.js";
import { reportData } from "./data-report/report-data.js";
import type { DataReport, ReportDataOptions } from "./data-report/report-data.js";
import { writeDataReport } from "./data-report/write-data-report.js";
import { createEvaluationArchive } from "./evaluation-archive.js";
import type { EvaluationArchive } from "./evaluation-archive.js";
import { evaluateInteractionFiles } from "./evaluate-interactions.js";
import type { EvaluateInteractionFilesOptions } from "./evaluate-interactions.js";
import { evaluateCatalogue, evaluateJudgedSearch, writeReport } from "./evaluate.js";
import type { EvaluateCatalogueOptions, EvaluateSearchOptions } from "./evaluate.js";
import { checkEvents } from "./event-input.js";
import { examineWorkspace } from "./examine-workspace.js";
import type { DoctorReport } from "./examine-workspace.js";
import { explainProduct } from "./explain-product.js";
import type { ExplainOptions, Explanation } from "./explain-product.js";
import { exportCatalogue } from "./export-catalogue.js";
import type { ExportOptions, ExportResult } from "./export-catalogue.js";
import { importCatalogue } from "./import-catalogue.js";
import type { ImportOptions, ImportResult } from "./import-catalogue.js";
import { importEvents } from "./import-events.js";
import type { ImportEventsOptions, ImportEventsResult } from "./import-events.js";
import type { ComingVersion, FollowMode } from "./follow-versions.js";
import { initWorkspace } from "./init-workspace.js";
import type { InitOptions, InitResult } from "./init-workspace.js";
import type { SearchRule, SearchRuleInput } from "./arrange/search-rules.js";
import { mineIndexSynonyms } from "./mined-synonyms.js";
import type { MinedSynonym } from "./synonyms/index.js";
import { createLiveIndex } from "./live-index.js";
import { currentCountsSnapshot } from "./recommend/behaviour-models.js";
import { evaluatePlacements } from "./recommend/evaluate-placements.js";
import type { EvaluatePlacementsOptions } from "./recommend/evaluate-placements.js";
import { createRecommendationService } from "./recommend/recommendation-service.js";
import type { RecommendationAnswer } from "./recommend/recommendation-service.js";
import type { RecommendOptions } from "./recommend/recommend.js";
import { trainRecommendations } from "./recommend/train-recommendations.js";
import type { TrainOptions, TrainResult } from "./recommend/train-recommendations.js";
import { addRule, currentRules, removeRule, replaceRules } from "./rules-artifact.js";
import type { RulesChange } from "./rules-artifact.js";
import { pruneEvents } from "./prune-events.js";
import type { PruneEventsResult } from "./prune-events.js";
import { checkProducts } from "./product-input.js";
import { searchProducts, similarProducts } from "./search-products.js";
import type { FindOptions, SearchAnswer, SearchOptions } from "./search-products.js";
import type { Suggestions } from "./suggestions/index.js";
import type { SuggestOptions } from "./suggestions/suggester.js";
import { tuneRanking } from "./tune-ranking.js";
import type { TuneOptions, TuningResult } from "./tune-ranking.js";
import { createWorkspaceStore } from "./workspace-store.js";
import { locateWorkspace } from "./workspace.js";
import type { Workspace } from "./workspace.js";

export type { ComingVersion, FollowMode };

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
  /**
   * When a version that is published, promoted or rolled back to begins to answer while another is
   * open: for whoever asks next, who waits until it is open; or once it is open and verified, until
   * when the other goes on answering, as a server wants it. Default at once.
   */
  readonly follow?: FollowMode;
}

/** What searches are answered from. */
export interface ServedIndex {
  readonly artifact: string;
  readonly version: string;
  /** How many it finds now. */
  readonly products: number;
}

/** Everything that can be done with a workspace. */
export interface Engine {
  readonly workspace: Workspace;
  readonly config: Config;
  /** Versions of the catalogue and the index. */
  readonly artifacts: Registry;
  /** Reports of evaluations that were kept. */
  readonly evaluations: EvaluationArchive;
  /**
   * Opens the current index, verifies it and brings it up to the catalogue, as the first search
   * would; a server opens what it recommends from too. At once when that is done.
   *
   * @throws {VitrineError} `NOT_READY` when there is none; `ARTIFACT_INVALID` when it is damaged.
   */
  prepare(): Promise<ServedIndex>;
  /** Versions that are to answer and do not yet: being opened, or found damaged, while others answer in their place. */
  coming(): readonly ComingVersion[];
  /** Looks at a product file and writes `vitrine.config.ts`. */
  init(file: string, options?: InitOptions): Promise<InitResult>;
  /** Adds and renews the products of a file. When it resolves, searches of this engine find them. */
  importProducts(file: string, options?: ImportOptions): Promise<ImportResult>;
  /**
   * Adds and renews products. When it resolves they are in the database, and searches of this
   * engine find them.
   *
   * @throws {VitrineError} `ROW_INVALID` when one of them breaks the schema; none is then written.
   */
  upsertProducts(products: readonly Product[]): Promise<UpsertResult>;
  /** Deletes products; ids that are not there are passed over. Searches no longer find them when it resolves. */
  deleteProducts(ids: readonly string[]): Promise<DeleteResult>;
  /** The products of these ids, in the order asked; those that are not there are left out. */
  products(ids: readonly string[]): Promise<readonly Product[]>;
  /** How many products the catalogue has, and its version. */
  count(): Promise<{ readonly version: string; readonly products: number }>;
  /** Writes the catalogue as JSON Lines or Parquet; importing that file gives it back. */
  exportProducts(file: string, options?: ExportOptions): Promise<ExportResult>;
  /**
   * Records what shoppers did. When it resolves the events are in the database; an event whose key is
   * there already is the same event, sent again.
   *
   * @param events - At most 10,000. Without a key one is made, without a time it is now.
   * @throws {VitrineError} `ROW_INVALID` when one of them breaks the schema; none is then recorded.
   */
  recordEvents(events: readonly EventInput[]): Promise<RecordResult>;
  /** Records the events of a file; the same file again doubles nothing. */
  importEvents(file: string, options?: ImportEventsOptions): Promise<ImportEventsResult>;
  /** How many events of each kind there are, and from when. */
  eventSummary(): Promise<readonly KindSummary[]>;
  /**
   * Takes away events that are older than they are kept.
   *
   * @param retentionDays - By kind; default as configured.
   */
  pruneEvents(
    retentionDays?: Readonly<Partial<Record<EventKind, number>>>,
  ): Promise<PruneEventsResult>;
  /** Everything that is kept of a shopper. */
  exportShopper(id: string): Promise<ShopperExport>;
  /** Takes everything that is kept of a shopper out of the database and its files. */
  eraseShopper(id: string): Promise<ErasureResult>;
  /** Gives a shopper what an anonymous visitor did, and will do; once, however often it is called. */
  mergeShopper(anonymous: string, shopper: string): Promise<MergeResult>;
  /** Saves the catalogue and the events into a file. */
  backup(file: string, options?: BackupOptions): Promise<BackupResult>;
  /** Puts a backup in the place of all products and adds its events; searches of this engine see it when it resolves. */
  restore(file: string, options?: RestoreOptions): Promise<RestoreResult>;
  /** Says what a product file or the catalogue is like, and what it is enough for. */
  reportData(options?: ReportDataOptions): Promise<DataReport>;
  /** Writes a data report as a page. */
  writeDataReport(report: DataReport, file: string): Promise<void>;
  /** Builds the search index of the catalogue and publishes it. */
  index(options?: IndexOptions): Promise<IndexResult>;
  /** Finds products for a text. */
  search(text: string, options?: SearchOptions): Promise<SearchAnswer>;
  /** Finds products like one of the catalogue. */
  similar(id: string, options?: FindOptions): Promise<SearchAnswer>;
  /** Suggests queries, categories, brands and products for what has been typed so far. */
  suggest(typed: string, options?: SuggestOptions): Promise<Suggestions>;
  /** Says why a product is found for a text, or why not. */
  explain(text: string, id: string, options?: ExplainOptions): Promise<Explanation>;
  /** Synonyms that the catalogue suggests, most confident first; @param minimumConfidence - Default 0.5. */
  mineSynonyms(minimumConfidence?: number): Promise<readonly MinedSynonym[]>;
  /** The shop's rules for single queries. */
  rules(): Promise<readonly SearchRule[]>;
  /** Adds a rule, or renews the one of the same id; searches follow it at once. */
  addRule(rule: SearchRuleInput): Promise<RulesChange>;
  removeRule(id: string): Promise<RulesChange>;
  /** Puts these rules in the place of all there are. */
  replaceRules(rules: unknown): Promise<RulesChange>;
  /** Learns recommendations from all events and publishes them; answers follow at once. */
  train(options?: TrainOptions): Promise<TrainResult>;
  /** Recommends products for a placement, as everything that was acknowledged before lets expect. */
  recommend(options: RecommendOptions): Promise<RecommendationAnswer>;
  /** Finds the weights of the ranking from judged queries; searches follow what is published at once. */
  tuneSearch(options: TuneOptions): Promise<TuningResult>;
  /** Measures search on judged queries. */
  evaluateSearch(options: EvaluateSearchOptions): Promise<EvaluationReport>;
  /** Measures search on the catalogue alone. */
  evaluateCatalogue(options?: EvaluateCatalogueOptions): Promise<EvaluationReport>;
  /** Measures models of behaviour on two files of interactions; needs no data of the workspace. */
  evaluateInteractions(options: EvaluateInteractionFilesOptions): Promise<EvaluationReport>;
  /** Measures placements on what shoppers did later. */
  evaluatePlacements(options?: EvaluatePlacementsOptions): Promise<EvaluationReport>;
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
  // An empty variable is how a shell takes one away.
  const named = process.env["DATABASE_URL"];
  const databaseUrl = options.databaseUrl ?? (named === "" ? undefined : named);
  const store = createWorkspaceStore(workspace, registry, { databaseUrl, clock, log });
  const offline = options.offline ?? false;
  const closing = new AbortController();
  const context: EngineContext = {
    workspace,
    config,
    registry,
    store,
    log,
    clock,
    now,
    offline,
    follow: options.follow ?? "at once",
    coming: new Map(),
    closing: closing.signal,
  };
  const current = createLiveIndex(context);
  const { weights } = config.recommendations;
  const behaviour = createLiveBehaviour(context, weights, async () =>
    currentCountsSnapshot(context, weights),
  );
  const recommendations = createRecommendationService(context, current, behaviour);
  /** What was written is acknowledged when searches find it. */
  const found = async <T>(result: T): Promise<T> => {
    await current.follow();
    return result;
  };
  /** What was recorded counts in the next recommendation. */
  const learned = <T>(result: T): T => {
    behaviour.changed();
    return result;
  };
  /** What was erased, pruned or merged counts in the next recommendation. */
  const unlearned = <T>(result: T): T => {
    behaviour.pastChanged();
    return result;
  };
  return {
    workspace,
    config,
    artifacts: registry,
    evaluations: createEvaluationArchive(workspace.evaluationsFolder, clock),
    async prepare() {
      const served = await current.prepare();
      if (context.follow === "in the background") await recommendations.prepare();
      return { artifact: SEARCH_ARTIFACT, ...served };
    },
    coming: () => [...context.coming.values()],
    init: async (file, initOptions) => initWorkspace(context, file, initOptions),
    importProducts: async (file, importOptions) =>
      found(await importCatalogue(context, file, importOptions)),
    async upsertProducts(products) {
      const checked = checkProducts(products);
      return found(await (await store.open()).upsertProducts(checked));
    },
    deleteProducts: async (ids) => found(await (await store.open()).deleteProducts(ids)),
    products: async (ids) => (await store.open()).products(ids),
    async count() {
      const opened = await needStore(context);
      return { version: String(await opened.revision()), products: await opened.productCount() };
    },
    exportProducts: async (file, exportOptions) => exportCatalogue(context, file, exportOptions),
    async recordEvents(events) {
      const checked = checkEvents(events, { clock, makeKey: randomUUID });
      return learned(await (await store.open()).recordEvents(checked));
    },
    importEvents: async (file, importOptions) =>
      learned(await importEvents(context, file, importOptions)),
    eventSummary: async () => (await store.open()).eventSummary(),
    pruneEvents: async (retentionDays) => unlearned(await pruneEvents(context, retentionDays)),
    exportShopper: async (id) => (await store.open()).exportShopper(id),
    eraseShopper: async (id) => unlearned(await (await store.open()).eraseShopper(id)),
    mergeShopper: async (anonymous, shopper) =>
      unlearned(await (await store.open()).mergeShopper(anonymous, shopper)),
    backup: async (file, backupOptions) => backupCatalogue(context, file, backupOptions),
    restore: async (file, restoreOptions) =>
      unlearned(await found(await restoreCatalogue(context, file, restoreOptions))),
    reportData: async (reportOptions) => reportData(context, reportOptions),
    writeDataReport,
    index: async (indexOptions) => buildIndex(context, indexOptions),
    search: async (text, searchOptions) =>
      current.use(async (index) => searchProducts(index, text, searchOptions)),
    similar: async (id, findOptions) =>
      current.use(async (index) => similarProducts(index, id, findOptions)),
    suggest: async (typed, suggestOptions) =>
      current.use(async (index) => index.aids.suggester().suggest(typed, suggestOptions)),
    mineSynonyms: async (minimumConfidence) =>
      current.use(async (index) => mineIndexSynonyms(index, minimumConfidence)),
    rules: async () => currentRules(context),
    addRule: async (rule) => addRule(context, rule),
    removeRule: async (id) => removeRule(context, id),
    replaceRules: async (rules) => replaceRules(context, rules),
    train: async (trainOptions) => trainRecommendations(context, trainOptions),
    recommend: recommendations.recommend,
    tuneSearch: async (tuneOptions) =>
      current.use(async (index) => tuneRanking(context, index, tuneOptions)),
    explain: async (text, id, explainOptions) =>
      current.use(async (index) => explainProduct(index, text, id, explainOptions)),
    evaluateSearch: async (evaluateOptions) => evaluateJudgedSearch(context, evaluateOptions),
    evaluateCatalogue: async (evaluateOptions) => evaluateCatalogue(context, evaluateOptions),
    evaluateInteractions: async (evaluateOptions) =>
      evaluateInteractionFiles(context, evaluateOptions),
    evaluatePlacements: async (evaluateOptions) =>
      current.use(async (index) => evaluatePlacements(context, index, evaluateOptions)),
    writeReport,
    examine: async () => examineWorkspace(context),
    async close() {
      closing.abort();
      await current.close();
      await store.close();
    },
  };
}

/**
 * @file The shop's own settings, `vitrine.config.ts`: declared once here, with defaults, and
 * loaded as TypeScript without a build.
 *
 * The file is the operator's own code and runs with the operator's rights, as any build
 * configuration does.
 */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createJiti } from "jiti";
import { z } from "zod";
import { eventKindSchema } from "../data/event.js";
import { VitrineError } from "../errors.js";
import { LANGUAGES } from "../text/language.js";
import { eventWeightsSchema } from "./behaviour/event-weights.js";
import { encodersSchema, vectorIndexesSchema } from "./extensions.js";
import { placementsSchema } from "./recommend/placement.js";
import { rankingOptionsSchema } from "./ranking/ranking-options.js";
import { serverConfigSchema } from "./server-config.js";
import type { Workspace } from "./workspace.js";

const productInputSchema = z.strictObject({
  file: z.string().optional().describe("The product file, relative to the workspace."),
  mapping: z
    .record(z.string(), z.union([z.string(), z.array(z.string()).readonly(), z.null()]))
    .default({})
    .describe("Field of a product → column or columns of the file; what is not named is guessed."),
  onBadRow: z
    .enum(["stop", "skip"])
    .default("stop")
    .describe("What a row that can not be read does: end the import, or go to the rejects file."),
});

const eventInputSchema = z.strictObject({
  mapping: z
    .record(z.string(), z.union([z.string(), z.null()]))
    .default({})
    .describe("Field of an event → column of the files; what is not named is guessed."),
  kinds: z
    .record(z.string(), z.union([eventKindSchema, z.null()]))
    .default({})
    .describe(
      "What the files call it → kind of the event, null to leave such rows out; usual names are known.",
    ),
  onBadRow: z
    .enum(["stop", "skip"])
    .default("stop")
    .describe("What a row that can not be read does: end the import, or go to the rejects file."),
  retentionDays: z
    .partialRecord(eventKindSchema, z.number().positive().max(36_500))
    .default({})
    .describe(
      "How many days events of a kind are kept, applied by `vitrine events prune`; what is not named is kept.",
    ),
});

export const searchConfigSchema = z.strictObject({
  encoder: z
    .string()
    .default("static")
    .describe("`static`, `tfidf`, the name of a model on the hub, or a folder."),
  language: z
    .enum([...LANGUAGES, "none"])
    .default("en")
    .describe("Language of stemming and stop words; `none` for several or any other."),
  languages: z
    .array(z.enum(LANGUAGES))
    .optional()
    .describe(
      "Further languages of the catalogue, whose word endings count too; those that one product in twenty is written in, when not set.",
    ),
  index: z
    .string()
    .optional()
    .describe(
      "How vectors are compared; `exact` below 100,000 products, then `hnsw`, when not set.",
    ),
  attributes: z
    .array(z.string())
    .optional()
    .describe("Attributes whose values are searched; those that hold words, when not set."),
  synonyms: z
    .string()
    .optional()
    .describe("A file of synonyms, relative to the workspace; read when the index is opened."),
  ranking: rankingOptionsSchema.prefault({}).describe("How the sources are brought together."),
});

export const recommendationsConfigSchema = z.strictObject({
  model: z
    .enum(["auto", "itemknn", "ease", "gf-cf"])
    .default("auto")
    .describe(
      "What `for-you` learns by; `auto` is `ease` up to 5,000 products that someone took interest in, then `itemknn`.",
    ),
  weights: eventWeightsSchema.describe("How much an event says of interest, by its kind."),
});

export const configSchema = z.strictObject({
  products: productInputSchema.prefault({}),
  events: eventInputSchema.prefault({}),
  search: searchConfigSchema.prefault({}),
  recommendations: recommendationsConfigSchema.prefault({}),
  /** Named spots of the shop; those of the standard are there as well. */
  placements: placementsSchema,
  server: serverConfigSchema.prefault({}),
  /** The shop's own encoders, by name. */
  encoders: encodersSchema.default({}),
  /** The shop's own vector indexes, by kind. */
  vectorIndexes: vectorIndexesSchema.default({}),
});

/** The settings of a shop with every default filled in. */
export type Config = z.output<typeof configSchema>;

/** What a shop may write in `vitrine.config.ts`. */
export type ConfigInput = z.input<typeof configSchema>;

/**
 * Gives `vitrine.config.ts` its types; returns its argument.
 *
 * @example
 * export default defineConfig({ products: { file: "products.csv", mapping: { id: "sku" } } });
 */
export function defineConfig(config: ConfigInput): ConfigInput {
  return config;
}

/**
 * Fills in the defaults of a configuration.
 *
 * @throws {VitrineError} `CONFIG_INVALID` naming every setting that can not be used.
 */
export function checkConfig(config: unknown, path: string): Config {
  const parsed = configSchema.safeParse(config);
  if (parsed.success) return parsed.data;
  throw new VitrineError(
    "CONFIG_INVALID",
    `${path} must hold a valid configuration; got:\n${z.prettifyError(parsed.error)}\nMend these settings, or remove them to use the defaults.`,
    { path },
  );
}

/**
 * Loads the workspace's configuration; a workspace without one has the defaults.
 *
 * @throws {VitrineError} `CONFIG_INVALID` when the file can not be run or holds something else.
 */
export async function loadConfig(workspace: Workspace): Promise<Config> {
  const path = workspace.configFile;
  if (!existsSync(path)) return checkConfig({}, path);
  // The shop's folder need not have `vitrine` installed: the running engine serves its own types and defineConfig.
  const jiti = createJiti(import.meta.url, {
    alias: { vitrine: fileURLToPath(new URL("./config.js", import.meta.url)) },
    moduleCache: false,
    fsCache: false,
  });
  let loaded: unknown;
  try {
    loaded = await jiti.import(path, { default: true });
  } catch (cause) {
    throw new VitrineError(
      "CONFIG_INVALID",
      `${path} must be a TypeScript module that exports its configuration as default; running it failed: ${String(cause)}`,
      { path },
      { cause },
    );
  }
  return checkConfig(loaded, path);
}

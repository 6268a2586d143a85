/**
 * @file The search index as an artifact: written once, opened with every byte verified.
 *
 * A whole index holds everything that was computed from a revision of the catalogue. After few
 * changes another kind is enough: the changes since a whole index, which is its parent, to be
 * applied when it is opened.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { tfIdfEncoderFromBytes } from "../encoders/tfidf-encoder.js";
import { VitrineError } from "../errors.js";
import { ordinalLexicalIndexFromBytes } from "../indexes/lexical-core.js";
import { loadVectorField } from "../indexes/vector-field-file.js";
import { ROW_PRECISIONS } from "../indexes/vector-rows.js";
import type { LoadedArtifact } from "../registry/registry.js";
import { LANGUAGES } from "../text/language.js";
import { readProductColumns } from "./columns/create-product-columns.js";
import { loadNamedEncoder, openEncoderLater, rememberVectors } from "./encoder-choice.js";
import { notReady, SEARCH_ARTIFACT } from "./engine-context.js";
import type { EngineContext } from "./engine-context.js";
import { vectorIndexFactory } from "./extensions.js";
import { applyIndexChanges, CHANGES_FILE } from "./index-changes.js";
import { SEMANTIC_FIELDS } from "./product-texts.js";
import { rankingOptionsSchema } from "./ranking/ranking-options.js";
import { loadSynonyms } from "./synonyms-file.js";
import { assembleSearchIndex } from "./search-index.js";
import type { SearchIndex } from "./search-index.js";

const FILES = {
  head: "index.json",
  columns: "columns.bin",
  words: "words.bin",
  encoder: "tfidf-encoder.bin",
} as const;

const headSchema = z.strictObject({
  layout: z.literal(2),
  encoder: z.strictObject({
    /** As `loadEncoder` takes it. */
    spec: z.string(),
    name: z.string(),
    fingerprint: z.string(),
    dimensions: z.int().positive(),
    licence: z.string(),
  }),
  /** The kind of vector index that was asked for. */
  vectorIndex: z.string(),
  precision: z.enum(ROW_PRECISIONS),
  fields: z.array(z.enum(SEMANTIC_FIELDS)),
  proposing: z.array(z.enum(SEMANTIC_FIELDS)),
  /** Fields with an index of the shop's own. */
  own: z.array(z.enum(SEMANTIC_FIELDS)),
  attributes: z.array(z.string()),
  language: z.enum(LANGUAGES).nullable(),
  /** Further languages as the configuration named them; absent where the catalogue's texts told them. */
  languages: z.array(z.enum(LANGUAGES)).optional(),
  ranking: rankingOptionsSchema,
  minimumSimilarity: z.number(),
  /** What of the catalogue it holds. */
  catalogue: z.strictObject({ identity: z.string(), revision: z.int().nonnegative() }),
  /** The version of the whole index whose changes these are. */
  base: z.string().optional(),
});
export type IndexHead = z.infer<typeof headSchema>;

/** An index with where it came from. */
export interface OpenedIndex {
  readonly version: string;
  readonly head: IndexHead;
  readonly index: SearchIndex;
}

/** What of a head the index itself does not say. */
export type IndexOrigin = Pick<
  IndexHead,
  "vectorIndex" | "precision" | "catalogue" | "languages"
> & {
  readonly spec: string;
};

/** What an index says of itself. */
export function describeIndex(index: SearchIndex, origin: IndexOrigin): IndexHead {
  const { name, fingerprint, dimensions, licence } = index.encoder;
  return {
    layout: 2,
    encoder: { spec: origin.spec, name, fingerprint, dimensions, licence },
    vectorIndex: origin.vectorIndex,
    precision: origin.precision,
    fields: [...index.fields.keys()],
    proposing: [...index.proposing],
    own: [...index.ownIndexes.keys()],
    attributes: [...index.texts.attributes],
    language: index.language ?? null,
    ...(origin.languages === undefined ? {} : { languages: origin.languages }),
    ranking: index.ranking,
    minimumSimilarity: index.minimumSimilarity,
    catalogue: origin.catalogue,
  };
}

/** Writes what an index, or the changes since one, say of themselves. */
export async function writeIndexHead(folder: string, head: IndexHead): Promise<void> {
  await writeFile(join(folder, FILES.head), JSON.stringify(head, null, 2));
}

/**
 * Writes a whole index into an empty folder.
 *
 * @param tfIdfEncoder - The fitted encoder's bytes, when the index has one of its own.
 */
export async function writeIndex(
  folder: string,
  index: SearchIndex,
  head: IndexHead,
  tfIdfEncoder: Uint8Array | undefined,
): Promise<void> {
  await writeIndexHead(folder, head);
  await writeFile(join(folder, FILES.columns), index.columns.toBytes());
  await writeFile(join(folder, FILES.words), index.lexical.toBytes());
  if (tfIdfEncoder !== undefined) await writeFile(join(folder, FILES.encoder), tfIdfEncoder);
  const saved = [
    ...[...index.fields].map(
      ([field, vectors]) => [fieldFolder("vectors", field), vectors] as const,
    ),
    ...[...index.ownIndexes].map(([field, own]) => [fieldFolder("own", field), own] as const),
  ];
  for (const [name, part] of saved) {
    await mkdir(join(folder, name), { recursive: true });
    await part.save(join(folder, name));
  }
}

/**
 * Opens the current index.
 *
 * @throws {VitrineError} `NOT_READY` when there is none or it is of an earlier layout;
 * `ARTIFACT_INVALID` when it is damaged.
 */
export async function openIndex(context: EngineContext): Promise<OpenedIndex> {
  // Not the list: it passes over damaged versions, and a damaged index is another matter than none.
  if ((await context.registry.history(SEARCH_ARTIFACT)).length === 0) {
    throw notReady(context, "a search index", "Build one: vitrine index");
  }
  const artifact = await context.registry.load(SEARCH_ARTIFACT);
  const head = await readIndexHead(context, artifact);
  if (head.base === undefined) {
    return { version: artifact.version, head, index: await openWhole(context, artifact, head) };
  }
  const base = await context.registry.load(SEARCH_ARTIFACT, head.base);
  const index = await openWhole(context, base, await readIndexHead(context, base), head);
  await applyIndexChanges(index, artifact.file(CHANGES_FILE));
  return { version: artifact.version, head, index };
}

/** Reads what an index says of itself. */
export async function readIndexHead(
  context: EngineContext,
  artifact: LoadedArtifact,
): Promise<IndexHead> {
  const json: unknown = JSON.parse(await readFile(artifact.file(FILES.head), "utf8"));
  const parsed = headSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const earlier = z.looseObject({ layout: z.literal(1) }).safeParse(json).success;
  if (earlier) {
    throw notReady(
      context,
      "a search index of this version of Vitrine",
      "The one there is was built by an earlier version. Build it again: vitrine index",
    );
  }
  throw new VitrineError(
    "ARTIFACT_INVALID",
    `The search index must be one that this version can read; in ${artifact.name} ${artifact.version} its ${FILES.head} is of another layout. Build it again: vitrine index`,
    { name: artifact.name, version: artifact.version },
  );
}

/** @param settings - Whose ranking and limits hold; the head of the changes, where there are some. */
async function openWhole(
  context: EngineContext,
  artifact: LoadedArtifact,
  head: IndexHead,
  settings: IndexHead = head,
): Promise<SearchIndex> {
  const { spec, ...expected } = head.encoder;
  const encoder = openEncoderLater(
    async () =>
      spec === "tfidf"
        ? tfIdfEncoderFromBytes(await readFile(artifact.file(FILES.encoder)))
        : loadNamedEncoder(context, spec),
    expected,
  );
  const vectorIndexes = vectorIndexFactory(context.config.vectorIndexes, head.vectorIndex);
  const fields = await Promise.all(
    head.fields.map(
      async (field) =>
        [
          field,
          await loadVectorField(join(artifact.folder, fieldFolder("vectors", field))),
        ] as const,
    ),
  );
  const own = await Promise.all(
    head.own.map(
      async (field) =>
        [
          field,
          await vectorIndexes.load(join(artifact.folder, fieldFolder("own", field))),
        ] as const,
    ),
  );
  return assembleSearchIndex({
    columns: readProductColumns(await readFile(artifact.file(FILES.columns))),
    texts: { attributes: head.attributes, withCategory: true },
    language: head.language ?? undefined,
    encoder: rememberVectors(context, spec, encoder),
    // A shopper's query is in no cache, and is not to fill it.
    queryEncoder: encoder,
    lexical: ordinalLexicalIndexFromBytes(await readFile(artifact.file(FILES.words))),
    fields: new Map(fields),
    proposing: new Set(head.proposing),
    ownIndexes: new Map(own),
    ranking: settings.ranking,
    minimumSimilarity: settings.minimumSimilarity,
    synonyms: await loadSynonyms(context),
  });
}

function fieldFolder(kind: "vectors" | "own", field: string): string {
  return join(kind, field.replace("+", "-and-"));
}

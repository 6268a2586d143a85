/**
 * @file The search index as an artifact: written once, opened with every byte verified.
 *
 * It holds what was computed from its catalogue, which it names as its parent; the products
 * themselves stay there.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { tfIdfEncoderFromBytes } from "../encoders/tfidf-encoder.js";
import { VitrineError } from "../errors.js";
import { lexicalIndexFromBytes } from "../indexes/lexical-index.js";
import type { LoadedArtifact } from "../registry/registry.js";
import { LANGUAGES } from "../text/language.js";
import { loadCatalogue } from "./catalogue.js";
import { loadNamedEncoder, openEncoderLater } from "./encoder-choice.js";
import { CATALOGUE_ARTIFACT, notReady, SEARCH_ARTIFACT } from "./engine-context.js";
import type { EngineContext } from "./engine-context.js";
import { vectorIndexFactory } from "./extensions.js";
import { SEMANTIC_FIELDS } from "./product-texts.js";
import { rankingOptionsSchema } from "./ranking/ranking-options.js";
import { assembleSearchIndex } from "./search-index.js";
import type { SearchIndex } from "./search-index.js";

const FILES = { head: "index.json", words: "words.bin", encoder: "tfidf-encoder.bin" } as const;

const headSchema = z.strictObject({
  layout: z.literal(1),
  encoder: z.strictObject({
    /** As `loadEncoder` takes it. */
    spec: z.string(),
    name: z.string(),
    fingerprint: z.string(),
    dimensions: z.int().positive(),
    licence: z.string(),
  }),
  vectorIndex: z.string(),
  fields: z.array(z.enum(SEMANTIC_FIELDS)),
  attributes: z.array(z.string()),
  language: z.enum(LANGUAGES).nullable(),
  ranking: rankingOptionsSchema,
  minimumSimilarity: z.number(),
});
type IndexHead = z.infer<typeof headSchema>;

/** An index with where it came from. */
export interface OpenedIndex {
  readonly version: string;
  readonly catalogueVersion: string;
  readonly index: SearchIndex;
}

/**
 * Writes an index into an empty folder.
 *
 * @param tfIdfEncoder - The fitted encoder's bytes, when the index has one of its own.
 */
export async function writeIndex(
  folder: string,
  index: SearchIndex,
  head: Pick<IndexHead, "vectorIndex"> & { readonly spec: string },
  tfIdfEncoder: Uint8Array | undefined,
): Promise<void> {
  const { name, fingerprint, dimensions, licence } = index.encoder;
  const whole: IndexHead = {
    layout: 1,
    encoder: { spec: head.spec, name, fingerprint, dimensions, licence },
    vectorIndex: head.vectorIndex,
    fields: [...index.fields.keys()],
    attributes: [...index.texts.attributes],
    language: index.language ?? null,
    ranking: index.ranking,
    minimumSimilarity: index.minimumSimilarity,
  };
  await writeFile(join(folder, FILES.head), JSON.stringify(whole, null, 2));
  await writeFile(join(folder, FILES.words), index.lexical.toBytes());
  if (tfIdfEncoder !== undefined) await writeFile(join(folder, FILES.encoder), tfIdfEncoder);
  for (const [field, vectors] of index.fields) {
    const fieldFolder = join(folder, vectorFolder(field));
    await mkdir(fieldFolder, { recursive: true });
    await vectors.save(fieldFolder);
  }
}

/**
 * Opens the current index.
 *
 * @throws {VitrineError} `NOT_READY` when there is none; `ARTIFACT_INVALID` when it or its catalogue is damaged.
 */
export async function openIndex(context: EngineContext): Promise<OpenedIndex> {
  // Not the list: it passes over damaged versions, and a damaged index is another matter than none.
  if ((await context.registry.history(SEARCH_ARTIFACT)).length === 0) {
    throw notReady(context, "a search index", "Build one: vitrine index");
  }
  const artifact = await context.registry.load(SEARCH_ARTIFACT);
  const head = await readIndexHead(artifact);
  const catalogueVersion = artifact.manifest.parents.find(
    ({ name }) => name === CATALOGUE_ARTIFACT,
  )?.version;
  const catalogue = await loadCatalogue(context, catalogueVersion);
  if (catalogue === undefined) throw invalid(artifact, "it names no catalogue as its parent");
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
        [field, await vectorIndexes.load(join(artifact.folder, vectorFolder(field)))] as const,
    ),
  );
  const index = assembleSearchIndex({
    products: catalogue.products,
    texts: { attributes: head.attributes, withCategory: true },
    language: head.language ?? undefined,
    encoder,
    lexical: lexicalIndexFromBytes(await readFile(artifact.file(FILES.words))),
    fields: new Map(fields),
    ranking: head.ranking,
    minimumSimilarity: head.minimumSimilarity,
  });
  return { version: artifact.version, catalogueVersion: catalogue.version, index };
}

/** Reads what an index says of itself. */
export async function readIndexHead(artifact: LoadedArtifact): Promise<IndexHead> {
  const text = await readFile(artifact.file(FILES.head), "utf8");
  const parsed = headSchema.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  throw invalid(artifact, `its ${FILES.head} is of another layout`);
}

function invalid({ name, version }: LoadedArtifact, why: string): VitrineError<"ARTIFACT_INVALID"> {
  return new VitrineError(
    "ARTIFACT_INVALID",
    `The search index must be one that this version can read; in ${name} ${version} ${why}. Build it again: vitrine index`,
    { name, version },
  );
}

function vectorFolder(field: string): string {
  return join("vectors", field.replace("+", "-and-"));
}

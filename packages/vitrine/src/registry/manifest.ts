/**
 * @file The manifest of an artifact: what it is, what it was made from, and every byte it holds.
 *
 * A manifest carries the sha256 of its own content, so that an edit of its metrics or licence is
 * seen as surely as an edit of a file. The digest guards against damage and mistakes; it is no
 * signature, and whoever can write the folder can make a new one.
 */
import { createHash } from "node:crypto";
import { z } from "zod";
import { VitrineError } from "../errors.js";

/** Name of the manifest in an artifact's folder. */
export const manifestFile = "manifest.json";

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/, "must be a sha256 in lower-case hex");
const countSchema = z.int().min(0);

export const artifactNameSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,99}$/, "must be 1 to 100 of a-z, 0-9, dot, dash and underscore");
export const versionSchema = z
  .string()
  .regex(/^[1-9]\d{0,14}$/, "must be a positive whole number, such as 3");
/** Begins with a letter, so that no alias looks like a version. */
export const aliasSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,49}$/, "must be a word, such as current");

/** Relative, with forward slashes, and never out of the artifact's folder. */
const pathSchema = z
  .string()
  .max(1000)
  .refine(
    (path) =>
      path !== manifestFile &&
      !/[\\:\0]/.test(path) &&
      path.split("/").every((part) => part !== "" && part !== "." && part !== ".."),
    "must be a plain path inside the artifact's folder",
  );

const metricSchema = z.strictObject({
  value: z.number(),
  /** Ends of the 95 % interval, where one was computed. */
  low: z.number().optional(),
  high: z.number().optional(),
});

/** What the maker of an artifact says of it. */
const draftShape = {
  name: artifactNameSchema,
  /** What it is: `catalogue`, `search-index`, … */
  kind: z.string().min(1),
  /** Absent where nothing was drawn at random. */
  seed: z.number().optional(),
  options: z.record(z.string(), z.json()),
  /** Fingerprint of each input: its rows, and the sha256 of its normalised content. */
  data: z.array(z.strictObject({ input: z.string(), rows: countSchema, sha256: sha256Schema })),
  metrics: z.record(z.string(), metricSchema),
  /** Licence of what is inside, as an SPDX expression where there is one. */
  licence: z.string().min(1),
  engineVersion: z.string().min(1),
};

const contentSchema = z.strictObject({
  format: z.literal("vitrine-artifact"),
  formatVersion: z.literal(1),
  ...draftShape,
  version: versionSchema,
  created: z.iso.datetime(),
  /** The artifacts it was made from, each with the digest of its manifest. */
  parents: z.array(
    z.strictObject({ name: artifactNameSchema, version: versionSchema, sha256: sha256Schema }),
  ),
  files: z.array(z.strictObject({ path: pathSchema, bytes: countSchema, sha256: sha256Schema })),
});
const manifestSchema = contentSchema.extend({ sha256: sha256Schema });
const formatSchema = z.looseObject({
  format: z.literal("vitrine-artifact"),
  formatVersion: z.literal(1),
});

export const draftSchema = z.strictObject({
  ...draftShape,
  parents: z
    .array(z.strictObject({ name: artifactNameSchema, version: versionSchema }))
    .default([]),
  metrics: draftShape.metrics.default({}),
  data: draftShape.data.default([]),
});

/** What a publisher says of the artifact; the registry adds version, time, files and digests. */
export type ArtifactDraft = z.input<typeof draftSchema>;
export type Manifest = z.infer<typeof manifestSchema>;
export type ManifestContent = z.infer<typeof contentSchema>;
export type ArtifactFile = Manifest["files"][number];

/** The manifest with its digest, and its text. */
export function toManifest(content: ManifestContent): { manifest: Manifest; text: string } {
  const manifest = { ...content, sha256: digestOf(content) };
  return { manifest, text: `${JSON.stringify(manifest, null, 2)}\n` };
}

/**
 * Reads a manifest's text.
 *
 * @throws {VitrineError} `ARTIFACT_INVALID` when it is cut short, edited, of another format or
 *   version, or does not belong to the folder `name/version`.
 */
export function parseManifest(text: string, name: string, version: string): Manifest {
  const refuse = (reason: string, cause?: unknown): VitrineError =>
    invalid({ name, version, file: manifestFile }, reason, cause);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw refuse("its manifest is not JSON; it was cut short or edited", error);
  }
  if (!formatSchema.safeParse(json).success) {
    throw refuse("its manifest is of an unknown format or version");
  }
  const parsed = manifestSchema.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    throw refuse(`its manifest is wrong at ${issue.path.join(".")}: ${issue.message}`);
  }
  const { sha256, ...content } = json as Manifest;
  if (digestOf(content) !== sha256) throw refuse("its manifest was edited after publishing");
  if (content.name !== name || content.version !== version) {
    throw refuse(`its manifest belongs to ${content.name} ${content.version}`);
  }
  return parsed.data;
}

/** The error of an artifact that must not be used. */
export function invalid(
  details: { readonly name: string; readonly version: string; readonly file?: string },
  reason: string,
  cause?: unknown,
): VitrineError<"ARTIFACT_INVALID"> {
  return new VitrineError(
    "ARTIFACT_INVALID",
    `Artifact ${details.name} ${details.version} must be whole and as it was published; ${reason}. Publish it anew, or go back to an earlier version.`,
    details,
    { cause },
  );
}

function digestOf(content: object): string {
  return createHash("sha256").update(JSON.stringify(content)).digest("hex");
}

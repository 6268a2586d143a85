/**
 * @file Reports of evaluations kept in the workspace: `.vitrine/evaluations/<id>.json`, each with a
 * small summary beside it, so that a list need not read megabytes.
 *
 * The summary is renamed into place last: a report without one was not written to its end and is
 * not there. It holds the digest of its report, so that a damaged one is told from a whole one.
 */
import { createHash, randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { isVitrineError, VitrineError } from "../errors.js";
import type { EvaluationReport } from "../evaluation/evaluation-report.js";

/** What a list says of a report. */
export const evaluationSummarySchema = z
  .strictObject({
    id: z.string(),
    /** ISO 8601, UTC. */
    created: z.iso.datetime(),
    protocol: z.string(),
    queries: z.int(),
    dataFingerprint: z.string(),
    primaryMetric: z.string(),
    /** Mean of the primary metric; null where a system was not measured by it. */
    systems: z
      .array(z.strictObject({ name: z.string(), value: z.number().nullable() }).readonly())
      .readonly(),
  })
  .readonly();
export type EvaluationSummary = z.infer<typeof evaluationSummarySchema>;

/** A summary as it is kept. */
const keptSummarySchema = evaluationSummarySchema.unwrap().extend({
  /** Of the report's bytes; reports of earlier versions have none. */
  sha256: z.string().optional(),
});

/** An evaluation that can not be read any more. */
export interface DamagedEvaluation {
  readonly id: string;
  /** What is wrong with it, in words. */
  readonly problem: string;
}

/** What is kept. */
export interface EvaluationList {
  /** The newest first. */
  readonly evaluations: readonly EvaluationSummary[];
  readonly damaged: readonly DamagedEvaluation[];
}

/** The kept reports of a workspace. */
export interface EvaluationArchive {
  /**
   * Keeps a report.
   *
   * @throws {VitrineError} `DISK_FAILED`.
   */
  keep(report: EvaluationReport): Promise<EvaluationSummary>;
  /** All that are kept; of a damaged summary it says so, and gives the others. */
  list(): Promise<EvaluationList>;
  /**
   * The JSON of a report, as it was written.
   *
   * @throws {VitrineError} `EVALUATION_NOT_FOUND`; `BYTES_INVALID` when its summary is damaged,
   *   `CHECKSUM_MISMATCH` when it is itself.
   */
  read(id: string): Promise<string>;
}

const SUMMARY = ".summary.json";
const idPattern = /^\d{8}T\d{9}Z-[0-9a-f]{8}$/;

/** The archive in `folder`, which need not exist yet. */
export function createEvaluationArchive(folder: string, clock: () => Date): EvaluationArchive {
  const write = async (name: string, text: string): Promise<void> => {
    const path = join(folder, name);
    await writeFile(`${path}.part`, text);
    await rename(`${path}.part`, path);
  };
  return {
    async keep(report) {
      const created = clock().toISOString();
      const summary: EvaluationSummary = {
        id: `${created.replaceAll(/[-:.]/g, "")}-${randomBytes(4).toString("hex")}`,
        created,
        protocol: report.protocol.name,
        queries: report.queries,
        dataFingerprint: report.dataFingerprint,
        primaryMetric: report.primaryMetric,
        systems: report.systems.map(({ name, metrics }) => ({
          name,
          value: metrics[report.primaryMetric]?.value ?? null,
        })),
      };
      const text = JSON.stringify(report, null, 2);
      try {
        await mkdir(folder, { recursive: true });
        await write(`${summary.id}.json`, text);
        await write(`${summary.id}${SUMMARY}`, JSON.stringify({ ...summary, sha256: hash(text) }));
      } catch (cause) {
        throw notKept(folder, cause);
      }
      return summary;
    },
    async list() {
      const names = await readdir(folder).catch(() => []);
      const newestFirst = names
        .filter((name) => name.endsWith(SUMMARY))
        .sort()
        .reverse();
      const read = await Promise.all(
        newestFirst.map(async (name) => {
          const id = name.slice(0, -SUMMARY.length);
          return readSummary(folder, id).catch((error: unknown) => {
            if (!isVitrineError(error)) throw error;
            return { id, problem: error.message };
          });
        }),
      );
      return {
        evaluations: read.flatMap((one) =>
          one === undefined || "problem" in one ? [] : [one.summary],
        ),
        damaged: read.filter((one) => one !== undefined && "problem" in one),
      };
    },
    async read(id) {
      const kept = idPattern.test(id) ? await readSummary(folder, id) : undefined;
      const path = join(folder, `${id}.json`);
      const text =
        kept === undefined ? undefined : await readFile(path, "utf8").catch(() => undefined);
      if (kept !== undefined && text !== undefined) {
        checkDigest(path, text, kept.sha256);
        return text;
      }
      throw new VitrineError(
        "EVALUATION_NOT_FOUND",
        `There must be a kept evaluation of this id; got "${id}". List them, or measure anew: vitrine evaluate catalogue`,
        { id },
      );
    },
  };
}

/** @returns Undefined when there is none. @throws {VitrineError} `BYTES_INVALID` when it is damaged. */
async function readSummary(
  folder: string,
  id: string,
): Promise<
  { readonly summary: EvaluationSummary; readonly sha256: string | undefined } | undefined
> {
  const path = join(folder, `${id}${SUMMARY}`);
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw damaged(path, error);
  }
  try {
    const { sha256, ...summary } = keptSummarySchema.parse(JSON.parse(text));
    if (summary.id === id) return { summary, sha256 };
  } catch (error) {
    throw damaged(path, error);
  }
  throw damaged(path, undefined);
}

function damaged(path: string, cause: unknown): VitrineError<"BYTES_INVALID"> {
  return new VitrineError(
    "BYTES_INVALID",
    `The summary of an evaluation must be as it was written; ${path} is not. Delete it and measure anew, or bring it back from a copy.`,
    { kind: "evaluation summary" },
    { cause },
  );
}

function checkDigest(path: string, text: string, expected: string | undefined): void {
  const got = hash(text);
  if (expected === undefined || got === expected) return;
  throw new VitrineError(
    "CHECKSUM_MISMATCH",
    `The report of an evaluation must be as it was written; ${path} is not. Delete it and measure anew, or bring it back from a copy.`,
    { path, expected, got },
  );
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function notKept(folder: string, cause: unknown): VitrineError<"DISK_FAILED"> {
  return new VitrineError(
    "DISK_FAILED",
    `The report must be kept in ${folder}; the system refuses (${(cause as Error).message}). Make the folder writable, or free space.`,
    { path: folder },
    { cause },
  );
}

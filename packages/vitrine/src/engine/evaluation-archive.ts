/**
 * @file Reports of evaluations kept in the workspace: `.vitrine/evaluations/<id>.json`, each with a
 * small summary beside it, so that a list need not read megabytes.
 *
 * The summary is renamed into place last: a report without one was not written to its end and is
 * not listed.
 */
import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { VitrineError } from "../errors.js";
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

/** The kept reports of a workspace. */
export interface EvaluationArchive {
  /**
   * Keeps a report.
   *
   * @throws {VitrineError} `DISK_FAILED`.
   */
  keep(report: EvaluationReport): Promise<EvaluationSummary>;
  /** The newest first. */
  list(): Promise<readonly EvaluationSummary[]>;
  /**
   * The JSON of a report, as it was written.
   *
   * @throws {VitrineError} `EVALUATION_NOT_FOUND`.
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
      try {
        await mkdir(folder, { recursive: true });
        await write(`${summary.id}.json`, JSON.stringify(report, null, 2));
        await write(`${summary.id}${SUMMARY}`, JSON.stringify(summary));
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
      return Promise.all(
        newestFirst.map(async (name) =>
          evaluationSummarySchema.parse(JSON.parse(await readFile(join(folder, name), "utf8"))),
        ),
      );
    },
    async read(id) {
      const text = idPattern.test(id)
        ? await readFile(join(folder, `${id}.json`), "utf8").catch(() => undefined)
        : undefined;
      if (text !== undefined) return text;
      throw new VitrineError(
        "EVALUATION_NOT_FOUND",
        `There must be a kept evaluation of this id; got "${id}". List them, or measure anew: vitrine evaluate catalogue`,
        { id },
      );
    },
  };
}

function notKept(folder: string, cause: unknown): VitrineError<"DISK_FAILED"> {
  return new VitrineError(
    "DISK_FAILED",
    `The report must be kept in ${folder}; the system refuses (${(cause as Error).message}). Make the folder writable, or free space.`,
    { path: folder },
    { cause },
  );
}

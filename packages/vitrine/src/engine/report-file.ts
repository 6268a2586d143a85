/** @file A report as a file: whether it can be written, asked before hours of measuring, and the writing. */
import { constants } from "node:fs";
import { access, stat, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { VitrineError } from "../errors.js";
import type { EvaluationReport } from "../evaluation/evaluation-report.js";

/**
 * Checks that a report can be written to `file`, without touching it.
 *
 * @throws {VitrineError} `DISK_FAILED` when its folder does not exist, is not writable, or `file` is a folder.
 */
export async function checkReportFile(file: string): Promise<void> {
  const path = resolve(file);
  try {
    const found = await stat(path).catch(() => undefined);
    if (found?.isDirectory() === true) throw new Error("it is a folder");
    if (found === undefined && !(await stat(dirname(path))).isDirectory()) {
      throw new Error(`${dirname(path)} is no folder`);
    }
    await access(found === undefined ? dirname(path) : path, constants.W_OK);
  } catch (cause) {
    throw notWritten(file, cause);
  }
}

/**
 * Writes a report as a page, or whole as JSON.
 *
 * @throws {VitrineError} `DISK_FAILED`.
 */
export async function writeReport(
  report: EvaluationReport,
  file: string,
  format: "html" | "json",
): Promise<void> {
  await writeReportText(
    file,
    format === "html" ? await renderPage(report) : JSON.stringify(report, null, 2),
  );
}

/**
 * Writes what a report has become.
 *
 * @throws {VitrineError} `DISK_FAILED`.
 */
export async function writeReportText(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (cause) {
    throw notWritten(file, cause);
  }
}

/** The plots need a DOM, which takes longer to load than a search takes: it is loaded when it is needed. */
async function renderPage(report: EvaluationReport): Promise<string> {
  const { reportToHtml } = await import("../evaluation/report-html.js");
  return reportToHtml(report);
}

function notWritten(file: string, cause: unknown): VitrineError<"DISK_FAILED"> {
  return new VitrineError(
    "DISK_FAILED",
    `The report must be written to ${file}; the system refuses (${(cause as Error).message}). Make the folder or choose another place.`,
    { path: file },
    { cause },
  );
}

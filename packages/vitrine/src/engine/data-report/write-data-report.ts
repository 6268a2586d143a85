/** @file A data report as a page on disk. */
import { writeReportText } from "../report-file.js";
import type { DataReport } from "./report-data.js";

/**
 * Writes the page.
 *
 * @throws {VitrineError} `DISK_FAILED`.
 */
export async function writeDataReport(report: DataReport, file: string): Promise<void> {
  // The plots need a DOM, which takes longer to load than a search takes: it is loaded when it is needed.
  const { dataReportToHtml } = await import("./data-report-html.js");
  await writeReportText(file, dataReportToHtml(report));
}

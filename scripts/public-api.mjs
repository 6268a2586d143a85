/**
 * @file Records the public API of each package in its `api.md`, so that a change of it shows in review.
 *
 * Without arguments it fails when the record is not what the code says; `--write` renews the record.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Extractor, ExtractorConfig } from "@microsoft/api-extractor";
import { repository } from "./run.mjs";

const write = process.argv.includes("--write");
for (const name of ["autodiff", "vitrine"]) {
  const folder = join(repository, "packages", name);
  const temporary = join(folder, "dist", ".api");
  mkdirSync(temporary, { recursive: true });
  const config = ExtractorConfig.prepare({
    configObjectFullPath: join(folder, "api-extractor.json"),
    packageJsonFullPath: join(folder, "package.json"),
    configObject: {
      projectFolder: folder,
      mainEntryPointFilePath: join(folder, "dist/index.d.ts"),
      newlineKind: "lf",
      compiler: { tsconfigFilePath: join(folder, "tsconfig.json") },
      apiReport: {
        enabled: true,
        reportFileName: "api",
        reportFolder: folder,
        reportTempFolder: temporary,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        extractorMessageReporting: {
          default: { logLevel: "none" },
          "ae-forgotten-export": { logLevel: "error" },
        },
        tsdocMessageReporting: { default: { logLevel: "none" } },
      },
    },
  });
  const result = Extractor.invoke(config, {
    localBuild: write,
    messageCallback: (message) => {
      if (message.logLevel === "none" || message.logLevel === "verbose") message.handled = true;
      if (message.messageId.startsWith("console-") && message.logLevel !== "error")
        message.handled = true;
    },
  });
  if (!result.succeeded) {
    if (result.apiReportChanged) {
      console.error(
        `The public API of ${name} has changed. Look at it, then record it with: npm run api`,
      );
    }
    process.exitCode = 1;
  }
}

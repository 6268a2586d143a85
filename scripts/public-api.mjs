/**
 * @file Records the public API of each package, an entry point a file in its `api` folder, so that a
 * change of it shows in review.
 *
 * Without arguments it fails when the record is not what the code says; `--write` renews the record.
 */
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Extractor, ExtractorConfig } from "@microsoft/api-extractor";
import { repository } from "./run.mjs";

const write = process.argv.includes("--write");
const stale = ["autodiff", "kernels", "vitrine"].flatMap((name) =>
  entriesOf(name)
    .filter(({ entry, types }) => !record(name, entry, types))
    .map(({ entry }) => `${name}/${entry}`),
);
if (stale.length > 0) {
  console.error(
    `The public API has changed: ${stale.join(", ")}. Look at it, then record it with: npm run api`,
  );
  process.exitCode = 1;
}

function entriesOf(name) {
  const { exports } = JSON.parse(
    readFileSync(join(repository, "packages", name, "package.json"), "utf8"),
  );
  return Object.entries(exports)
    .filter(([, target]) => target.types !== undefined)
    .map(([path, target]) => ({
      entry: path === "." ? "index" : path.slice(2),
      types: target.types,
    }));
}

/** Whether the record of one entry point holds, or has been renewed. */
function record(name, entry, types) {
  const folder = join(repository, "packages", name);
  const temporary = join(folder, "dist", ".api");
  const reports = join(folder, "api");
  for (const made of [temporary, reports]) mkdirSync(made, { recursive: true });
  // What needs other libraries of types, such as those of pages, has a project of its own.
  const own = join(folder, `tsconfig.${entry}.json`);
  const tsconfigFilePath = existsSync(own) ? own : join(folder, "tsconfig.json");
  const config = ExtractorConfig.prepare({
    configObjectFullPath: join(folder, "api-extractor.json"),
    packageJsonFullPath: join(folder, "package.json"),
    configObject: {
      projectFolder: folder,
      mainEntryPointFilePath: join(folder, types),
      newlineKind: "lf",
      compiler: { tsconfigFilePath },
      apiReport: {
        enabled: true,
        reportFileName: entry,
        reportFolder: reports,
        reportTempFolder: temporary,
        // What a public signature mentions is part of it, named by the entry point or not.
        includeForgottenExports: true,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        extractorMessageReporting: { default: { logLevel: "none" } },
        tsdocMessageReporting: { default: { logLevel: "none" } },
      },
    },
  });
  const { succeeded } = Extractor.invoke(config, {
    localBuild: write,
    messageCallback: (message) => {
      if (message.logLevel !== "error") message.handled = true;
    },
  });
  return succeeded;
}

/** @file Looks at a product file and writes the configuration that its guesses make. */
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, relative, resolve, sep } from "node:path";
import { inspectProducts } from "../data/import-products.js";
import { parseImages } from "../data/parse-images.js";
import { VitrineError } from "../errors.js";
import type { EngineContext } from "./engine-context.js";
import type { Workspace } from "./workspace.js";

export interface InitOptions {
  /** Whether a configuration that is there already is replaced; default false. */
  readonly force?: boolean;
}

/** What was found and written. */
export interface InitResult {
  readonly configFile: string;
  readonly file: string;
  readonly format: string;
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly columns: readonly string[];
  /** What feeds each field, with the reason and some of its values. */
  readonly mapping: readonly {
    readonly field: string;
    readonly column: string;
    readonly reason: string;
    readonly examples: readonly string[];
  }[];
}

/**
 * Writes `vitrine.config.ts` for a product file.
 *
 * @param file - Relative to the working directory.
 * @throws {VitrineError} `PARAM_INVALID` when there is a configuration already; `DISK_FAILED` when it can not be written; what `inspectProducts` throws.
 */
export async function initWorkspace(
  { workspace }: EngineContext,
  file: string,
  { force = false }: InitOptions = {},
): Promise<InitResult> {
  if (!force && existsSync(workspace.configFile)) {
    throw new VitrineError(
      "PARAM_INVALID",
      `There must be no configuration yet; ${workspace.configFile} is there. Mend it by hand, or replace it with --force.`,
      { param: "force", got: false },
    );
  }
  const { source, mapping } = await inspectProducts(file);
  const rows = [
    ...Object.entries(mapping.fields).map(([field, { columns, why, examples }]) => ({
      field,
      columns,
      reason: why,
      examples,
    })),
    ...mapping.attributes.map(({ name, column, type, examples }) => ({
      field: `attributes.${name}`,
      columns: [column],
      reason: `every other column is an attribute; this one holds ${type}`,
      examples,
    })),
  ];
  const text = configText(
    fromWorkspace(workspace, file),
    rows.filter(({ field }) => !field.startsWith("attributes.")),
    hasPicturesBeside(file, mapping.fields.images?.examples ?? [])
      ? fromWorkspace(workspace, dirname(file))
      : undefined,
  );
  try {
    await mkdir(workspace.folder, { recursive: true });
    await writeFile(workspace.configFile, text);
  } catch (cause) {
    throw new VitrineError(
      "DISK_FAILED",
      `The configuration must be writable; ${workspace.configFile} is not (${String(cause)}). Mend the permissions, free space or choose another folder.`,
      { path: workspace.configFile },
      { cause },
    );
  }
  return {
    configFile: workspace.configFile,
    file,
    format: source.format,
    ...(source.encoding === undefined ? {} : { encoding: source.encoding }),
    ...(source.delimiter === undefined ? {} : { delimiter: source.delimiter }),
    columns: source.columns,
    mapping: rows.map(({ field, columns, reason, examples }) => ({
      field,
      column: columns.join(", "),
      reason,
      examples,
    })),
  };
}

/** A path as a configuration has it. */
function fromWorkspace({ folder }: Workspace, path: string): string {
  return relative(folder, resolve(path)).split(sep).join("/") || ".";
}

/** Whether pictures that the product file names are files beside it. */
function hasPicturesBeside(file: string, examples: readonly string[]): boolean {
  return examples.some((example) => {
    const images = parseImages(example);
    return (
      images.status === "read" &&
      images.value.some((image) => existsSync(resolve(dirname(file), image)))
    );
  });
}

/** @param pictures - The folder that the names of pictures start from, where they are files. */
function configText(
  file: string,
  rows: readonly { readonly field: string; readonly columns: readonly string[] }[],
  pictures: string | undefined,
): string {
  const lines = rows.map(({ field, columns }) => {
    const value = columns.length === 1 ? JSON.stringify(columns[0]) : JSON.stringify(columns);
    return `      ${field}: ${value},`;
  });
  return `import { defineConfig } from "vitrine";

export default defineConfig({
  products: {
    file: ${JSON.stringify(file)},
    // Field of a product ← column of the file, as guessed; every other column is an attribute.
    mapping: {
${lines.join("\n")}
    },
    // "skip" puts rows that can not be read into a file of rejects instead of ending the import.
    onBadRow: "stop",
  },
  search: {
    // "static" comes with the package; "all-MiniLM-L6-v2" is slower and understands more.
    encoder: "static",
    language: "en",
  },${pictures === undefined ? "" : picturesText(pictures)}
});
`;
}

function picturesText(folder: string): string {
  return `
  server: {
    // Pictures are served as the catalogue names them: /v1/images/NAME.
    images: { folder: ${JSON.stringify(folder)} },
  },`;
}

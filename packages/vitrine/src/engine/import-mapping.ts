/** @file Which column each field of a product file is read from, before anything is guessed. */
import { resolve } from "node:path";
import { inspectProducts } from "../data/import-products.js";
import type { MappingOverrides } from "../data/mapping-schema.js";
import type { EngineContext } from "./engine-context.js";

/** The configured mapping as far as this file has its columns, and over it what the caller says. */
export async function importMapping(
  { config, workspace }: EngineContext,
  file: string,
  told: MappingOverrides = {},
): Promise<MappingOverrides> {
  const configured = config.products.mapping;
  const isConfiguredFile =
    config.products.file !== undefined &&
    resolve(workspace.folder, config.products.file) === resolve(file);
  // The configured file must have every column that the configuration names; another need not.
  if (isConfiguredFile) return { ...configured, ...told };
  const { source } = await inspectProducts(file, { mapping: told });
  const fitting = Object.entries(configured).filter(
    ([, columns]) =>
      columns === null || [columns].flat().every((column) => source.columns.includes(column)),
  );
  return { ...Object.fromEntries(fitting), ...told };
}

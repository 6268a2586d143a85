/** @file Engines that a test opens and need not close. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach } from "vitest";
import { createEngine } from "../src/engine/engine.js";
import type { Engine, EngineOptions } from "../src/engine/engine.js";

/** An engine with an index of its products, and its workspace. */
export interface IndexedShop {
  readonly engine: Engine;
  readonly folder: string;
}

/** Opens engines. */
export interface EngineOpener {
  /** Closed after the test. */
  open(options?: EngineOptions): Promise<Engine>;
  /** With its products imported and indexed; closed after the test. */
  openIndexed(rows: readonly object[], encoder?: string): Promise<IndexedShop>;
  /** Leaves the closing of an engine to the caller, for one that several tests use. */
  keep(engine: Engine): void;
}

/**
 * Prepares to open engines; call it once at the top of a test file.
 *
 * @param makeFolder - Makes the workspaces.
 */
export function openEngines(makeFolder: () => string): EngineOpener {
  const opened = new Set<Engine>();
  afterEach(async () => {
    for (const engine of opened) await engine.close();
    opened.clear();
  });
  const open = async (options: EngineOptions = {}): Promise<Engine> => {
    const engine = await createEngine({ workspace: makeFolder(), offline: true, ...options });
    opened.add(engine);
    return engine;
  };
  return {
    open,
    async openIndexed(rows, encoder) {
      const folder = makeFolder();
      const engine = await open({ workspace: folder });
      await engine.importProducts(writeRows(folder, rows));
      await engine.index(encoder === undefined ? {} : { encoder });
      return { engine, folder };
    },
    keep: (engine) => void opened.delete(engine),
  };
}

/** Writes rows as JSON Lines and gives the path. */
export function writeRows(folder: string, rows: readonly object[], name = "rows.jsonl"): string {
  const path = join(folder, name);
  writeFileSync(path, rows.map((row) => JSON.stringify(row)).join("\n"));
  return path;
}

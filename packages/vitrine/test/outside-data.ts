/**
 * @file Where tests find the real data and models that are not part of the repository.
 *
 * `VITRINE_TEST_DATA` and `VITRINE_TEST_MODELS` first, then `../shared/data` and
 * `../shared/models` beside the checkout. Where a folder is absent the suites that
 * need it are skipped with the reason, except under CI, where absence fails.
 */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, it } from "vitest";

const repository = fileURLToPath(new URL("../../../", import.meta.url));

function folder(variable: string, besideCheckout: string): string {
  return process.env[variable] ?? fileURLToPath(new URL(besideCheckout, `file://${repository}`));
}

/** Folder of the real data sets. */
export const dataFolder = folder("VITRINE_TEST_DATA", "../shared/data");
/** Folder of the model files. */
export const modelsFolder = folder("VITRINE_TEST_MODELS", "../shared/models");
/** Folder of the values that reference implementations gave. */
export const expectedFolder = folder("VITRINE_TEST_EXPECTED", "../shared/expected");

/**
 * Declares a suite that needs outside files.
 *
 * @param title - What the suite is about.
 * @param paths - Absolute paths that must exist.
 */
export function describeWith(title: string, paths: readonly string[], suite: () => void): void {
  const missing = paths.filter((path) => !existsSync(path));
  if (missing.length === 0) {
    describe(title, suite);
  } else if (process.env["CI"] !== undefined && process.env["CI"] !== "") {
    describe(title, () => {
      it("finds its outside files", () => {
        throw new Error(`These files must exist under CI: ${missing.join(", ")}`);
      });
    });
  } else {
    describe.skip(`${title} (skipped: ${missing.join(", ")} not found)`, suite);
  }
}

/** @file Folders that a test file may fill, gone when it ends. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

/**
 * Prepares to make folders; call it once at the top of a test file.
 *
 * @returns Makes a new, empty folder and gives its absolute path.
 */
export function temporaryFolders(): () => string {
  const made: string[] = [];
  afterAll(() => {
    for (const folder of made) rmSync(folder, { recursive: true, force: true });
  });
  return () => {
    const folder = mkdtempSync(join(tmpdir(), "vitrine-test-"));
    made.push(folder);
    return folder;
  };
}

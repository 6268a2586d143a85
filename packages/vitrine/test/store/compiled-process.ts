/**
 * @file A TypeScript program of the tests as plain JavaScript, for processes that are started often.
 *
 * Every start of a loader that compiles would cost more than what is tested. The program lies in
 * this package's `node_modules`, so that it finds the packages and, by a link, the assets.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { afterAll } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));

/**
 * Compiles a program and all its modules; gone when the test file ends.
 *
 * @param entry - Absolute path of a `.ts` file.
 * @returns Absolute path to run with `node`.
 */
export function compileProcess(entry: string): string {
  mkdirSync(join(root, "node_modules"), { recursive: true });
  const out = mkdtempSync(join(root, "node_modules", ".vitrine-test-"));
  afterAll(() => {
    rmSync(out, { recursive: true, force: true });
  });
  symlinkSync(join(root, "assets"), join(out, "assets"));
  writeFileSync(join(out, "package.json"), '{"type":"module"}');
  const target = (file: string): string => join(out, relative(root, file)).replace(/ts$/, "js");
  const waiting = [resolve(entry)];
  const seen = new Set(waiting);
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    const { outputText } = ts.transpileModule(readFileSync(file, "utf8"), {
      compilerOptions: {
        target: ts.ScriptTarget.ES2022,
        module: ts.ModuleKind.ESNext,
        verbatimModuleSyntax: true,
      },
    });
    mkdirSync(dirname(target(file)), { recursive: true });
    writeFileSync(target(file), outputText);
    for (const { fileName } of ts.preProcessFile(outputText).importedFiles) {
      if (!fileName.startsWith(".")) continue;
      const module = resolve(dirname(file), fileName.replace(/js$/, "ts"));
      if (!seen.has(module)) waiting.push(module);
      seen.add(module);
    }
  }
  return target(resolve(entry));
}

/**
 * @file Holds the layers of each package: a folder imports only what stands before it, and itself,
 * and no two files import each other's values in a circle.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative, sep } from "node:path";
import ts from "typescript";

/** Each package with its layers from the ground up; `undefined` where a package has none and only circles are sought. */
const PACKAGES = [
  { root: "packages/autodiff/src", layers: undefined },
  { root: "packages/kernels/src", layers: undefined },
  { root: "examples/demo-shop/src", layers: undefined },
  {
    root: "apps/studio/src",
    layers: [
      ["api"],
      ["parts"],
      ["shop"],
      ["operator"],
      ["app-frame.tsx"],
      ["router.tsx"],
      ["main.tsx"],
    ],
  },
  {
    root: "packages/vitrine/src",
    layers: [
      ["errors.ts", "random.ts"],
      ["metrics"],
      ["text"],
      ["data"],
      ["hub"],
      ["encoders"],
      ["indexes"],
      ["models"],
      ["evaluation"],
      ["registry"],
      ["store"],
      ["engine"],
      ["server"],
      ["client"],
      ["elements"],
      ["cli"],
      ["index.ts"],
    ],
  },
];

const problems = PACKAGES.flatMap(({ root, layers }) => checkPackage(root, layers));
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;

function checkPackage(root, layers) {
  const files = readdirSync(root, { recursive: true })
    .filter((file) => /\.tsx?$/.test(file) && !/\.(test|bench)\.ts$/.test(file))
    .map((file) => join(root, file));
  const layerOf = (file) => {
    const top = relative(root, file).split(sep)[0];
    return layers.findIndex((layer) => layer.includes(top));
  };
  const found = [];
  const valueEdges = new Map();
  for (const file of files) {
    if (layers && layerOf(file) < 0) found.push(`${file}: stands in no layer`);
    const imports = importsOf(file);
    if (layers) {
      for (const { target } of imports) {
        if (layerOf(target) > layerOf(file)) found.push(`${file} -> ${target}: imports upward`);
      }
    }
    valueEdges.set(
      file,
      imports.filter(({ isType }) => !isType).map(({ target }) => target),
    );
  }
  return [...found, ...circles(valueEdges)];
}

function importsOf(file) {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2022);
  return source.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    const specifier = statement.moduleSpecifier?.text;
    if (!specifier?.startsWith(".")) return [];
    const target = normalize(join(dirname(file), specifier)).replace(/\.js$/, ".ts");
    if (!existsSync(target)) return [];
    const isType = statement.isTypeOnly || statement.importClause?.isTypeOnly === true;
    return [{ target, isType }];
  });
}

function circles(edges) {
  const state = new Map();
  const found = [];
  const walk = (file, path) => {
    if (state.get(file) === "done") return;
    if (state.get(file) === "open") {
      found.push(`circle: ${[...path.slice(path.indexOf(file)), file].join(" -> ")}`);
      return;
    }
    state.set(file, "open");
    for (const next of edges.get(file) ?? []) walk(next, [...path, file]);
    state.set(file, "done");
  };
  for (const file of edges.keys()) walk(file, []);
  return found;
}

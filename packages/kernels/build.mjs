/**
 * @file Compiles assembly/ to dist/kernels.wasm, when anything about it has changed.
 *
 * A digest of the sources, this script and the compiler's version lies beside the result.
 */
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const OPTIONS = [
  "-O3",
  "--runtime=stub",
  "--use=abort=",
  "--noAssert",
  "--importMemory",
  "--sharedMemory",
  "--initialMemory=1",
  "--maximumMemory=65536",
  "--enable=simd",
  "--enable=threads",
  // "Exchange of v128 values is not supported": none crosses the module's border.
  "--disableWarning=112",
];

const compiler = createRequire(import.meta.url)("assemblyscript/package.json").version;
const digest = createHash("sha256")
  .update(compiler)
  .update(readFileSync(at("build.mjs")));
for (const file of readdirSync(at("assembly")).sort()) {
  digest.update(file).update(readFileSync(at(`assembly/${file}`)));
}
const wanted = digest.digest("hex");
const wasm = at("dist/kernels.wasm");
const stamp = at("dist/kernels.wasm.sha256");
const isCurrent = existsSync(wasm) && existsSync(stamp) && readFileSync(stamp, "utf8") === wanted;
if (!isCurrent) await compile();

async function compile() {
  const { default: asc } = await import("assemblyscript/asc");
  mkdirSync(at("dist"), { recursive: true });
  // Another process may be loading the old one: the new one takes its place in one step.
  const made = `dist/kernels.${process.pid}.wasm`;
  const { error, stderr } = await asc.main([
    "assembly/index.ts",
    `--outFile=${made}`,
    `--baseDir=${at(".")}`,
    ...OPTIONS,
  ]);
  const messages = stderr.toString();
  if (error || messages !== "") {
    rmSync(at(made), { force: true });
    console.error(messages);
    console.error("packages/kernels/assembly could not be compiled without a warning.");
    process.exit(1);
  }
  renameSync(at(made), wasm);
  writeFileSync(stamp, wanted);
}

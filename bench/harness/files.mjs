/** @file Numbers and texts that both sides read and write: raw little-endian arrays, and JSON. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** @param {string} path @param {Float32Array | Int32Array | Float64Array | Uint32Array} values */
export function writeNumbers(path, values) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
}

/** @param {string} path */
export const readFloats = (path) => new Float32Array(bufferOf(path));

/** @param {string} path */
export const readIntegers = (path) => new Int32Array(bufferOf(path));

/** @param {string} path */
function bufferOf(path) {
  const bytes = readFileSync(path);
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
}

/** @param {string} path @param {unknown} value */
export function writeJson(path, value) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify(value));
}

/** @param {string} path @returns {any} */
export const readJson = (path) => JSON.parse(readFileSync(path, "utf8"));

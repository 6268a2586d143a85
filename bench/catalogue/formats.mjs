/** @file The big catalogue as CSV (RFC 4180) and JSON Lines: the columns and keys of the demo shop. */
import { attributeNames } from "./taxonomy.mjs";

/** @typedef {import("./catalogue.mjs").Product} Product */

/** So many bytes at most are handed on at once; a line is some thousand at most. */
const pieceBytes = 1 << 18;

const columnOf = new Map(attributeNames.map((name, column) => [name, column]));
const commas = Array.from({ length: attributeNames.length + 1 }, (_, count) => ",".repeat(count));

/** The first line of the CSV. */
export const csvHeader = `id,parent_id,title,description,brand,category,price,currency,availability,images,updated_at,${attributeNames.join(",")}\r\n`;

/**
 * A product as a line of CSV.
 *
 * @param {Product} product
 */
export function toCsvLine(product) {
  const { id, parentId = "", title, description = "", brand = "", price, currency = "" } = product;
  let line = `${id},${parentId},${quoted(title)},${quoted(description)},${quoted(brand)},`;
  line += `${quoted(product.categoryPath.join(" > "))},${price === undefined ? "" : price.toFixed(2)},`;
  line += `${currency},${product.availability},${product.images.join("|")},${product.updatedAt}`;
  // Attributes come in the order of the columns.
  let next = 0;
  for (const name in product.attributes) {
    const column = /** @type {number} */ (columnOf.get(name));
    line += `${commas[column - next + 1]}${product.attributes[name]}`;
    next = column + 1;
  }
  line += commas[attributeNames.length - next];
  return `${line}\r\n`;
}

/**
 * A product as a line of JSON.
 *
 * @param {Product} product
 */
export function toJsonLine(product) {
  return `${JSON.stringify(product)}\n`;
}

/**
 * The file in pieces of some hundred thousand bytes, UTF-8.
 *
 * Lines are encoded one by one: most are ASCII, which is fast, and one that is not would make a longer
 * text around it slow.
 *
 * @param {Iterable<Product>} products
 * @param {"csv" | "jsonl"} format
 * @returns {Generator<Uint8Array>}
 */
export function* toPieces(products, format) {
  const write = format === "csv" ? toCsvLine : toJsonLine;
  let piece = Buffer.allocUnsafe(pieceBytes);
  let filled = format === "csv" ? piece.write(csvHeader, 0) : 0;
  for (const product of products) {
    const line = write(product);
    if (filled + 3 * line.length > pieceBytes) {
      yield piece.subarray(0, filled);
      // The reader may hold on to the piece, so the next is another one.
      piece = Buffer.allocUnsafe(pieceBytes);
      filled = 0;
    }
    filled += piece.write(line, filled);
  }
  if (filled > 0) yield piece.subarray(0, filled);
}

/** @param {string} cell */
function quoted(cell) {
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

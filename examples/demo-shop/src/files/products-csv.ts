/**
 * @file The shop's export as CSV (RFC 4180): one column a field, one column an attribute.
 *
 * With traps it is a file of the bad sort: windows-1252, prices as text, categories and
 * pictures as Python lists, white space where none belongs.
 */
import { createRandom } from "../random.js";
import type { Shop } from "../shop.js";
import type { ShopProduct } from "../text/listing.js";
import { toWindows1252 } from "./windows-1252.js";

const fields = [
  "id",
  "parent_id",
  "title",
  "description",
  "brand",
  "category",
  "price",
  "currency",
  "availability",
  "images",
  "updated_at",
] as const;

/** Writes products.csv: UTF-8, or windows-1252 when the shop has traps. */
export function toProductsCsv(shop: Shop): Uint8Array {
  const rows = [...shop.products, ...shop.repeatedRows];
  const attributes = [...new Set(rows.flatMap((row) => Object.keys(row.attributes)))].sort();
  const spoil = shop.options.traps ? spoiler(shop) : undefined;
  const lines = [[...fields, ...attributes].join(",")];
  for (const product of rows) {
    const cells = spoil === undefined ? plainCells(product) : spoil(product);
    const more = attributes.map((name) => {
      const value = product.attributes[name];
      return value === undefined ? "" : typeof value === "object" ? value.join("|") : String(value);
    });
    lines.push([...cells, ...more].map(quoted).join(","));
  }
  const text = `${lines.join("\r\n")}\r\n`;
  return shop.options.traps ? toWindows1252(text) : new TextEncoder().encode(text);
}

/** In the order of `fields`. */
function plainCells(product: ShopProduct): string[] {
  return [
    product.id,
    product.parentId ?? "",
    product.title,
    product.description ?? "",
    product.brand ?? "",
    product.categoryPath.join(" > "),
    product.price === undefined ? "" : product.price.toFixed(2),
    product.currency ?? "",
    product.availability,
    product.images.join("|"),
    product.updatedAt,
  ];
}

function spoiler(shop: Shop): (product: ShopProduct) => string[] {
  const faults = new Set(shop.traps.map(({ kind, id }) => `${kind} ${id}`));
  return (product) => {
    const random = createRandom(shop.options.seed, `faults of ${product.id}`);
    const cells = plainCells(product);
    cells[5] = pythonList(product.categoryPath);
    cells[9] = pythonList(product.images);
    if (faults.has(`price as text ${product.id}`) && product.price !== undefined) {
      const whole = product.price.toLocaleString("en-US", { minimumFractionDigits: 2 });
      cells[6] = random.pick([`$${whole}`, `USD ${whole}`, ` $${whole} `, `${whole} USD`]);
      cells[7] = "";
    }
    if (faults.has(`stray whitespace ${product.id}`)) {
      cells[2] = `  ${product.title.replace(" ", "  ")}\u00a0`;
      cells[4] = cells[4] === "" ? "" : `${cells[4]!} `;
    }
    return cells;
  };
}

/** As Python prints a list of strings. */
function pythonList(items: readonly string[]): string {
  const shown = items.map((item) =>
    item.includes("'") ? `"${item}"` : `'${item.replaceAll("\\", "\\\\")}'`,
  );
  return `[${shown.join(", ")}]`;
}

function quoted(cell: string): string {
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** @file Reads whether a product can be bought: words of feeds, schema.org names, yes and no, counts of stock. */
import type { Parsed } from "./parsed.js";
import { isMissing, missing, read, unreadable } from "./parsed.js";
import type { Availability } from "./product.js";

/** Spellings, letters only. */
const spellings: Readonly<Record<Availability, readonly string[]>> = {
  in_stock: [
    "instock",
    "available",
    "availablenow",
    "yes",
    "y",
    "true",
    "active",
    "onstock",
    "limitedavailability",
    "limitedstock",
    "lowstock",
    "instoreonly",
    "onlineonly",
    "availablefororder",
    "availableforsale",
    "auflager",
    "lieferbar",
    "verfügbar",
    "sofortlieferbar",
    "enstock",
    "disponible",
    "disponibile",
    "oplager",
    "ilager",
    "pålager",
  ],
  out_of_stock: [
    "outofstock",
    "oos",
    "soldout",
    "unavailable",
    "notavailable",
    "currentlyunavailable",
    "temporarilyoutofstock",
    "no",
    "n",
    "false",
    "nostock",
    "notinstock",
    "reserved",
    "ausverkauft",
    "nichtlieferbar",
    "nichtverfügbar",
    "épuisé",
    "agotado",
  ],
  preorder: ["preorder", "presale", "comingsoon", "vorbestellung", "vorbestellbar"],
  backorder: [
    "backorder",
    "backordered",
    "onbackorder",
    "availableonbackorder",
    "madetoorder",
    "specialorder",
  ],
  discontinued: ["discontinued", "retired", "endoflife", "eol"],
};

const bySpelling = new Map(
  Object.entries(spellings).flatMap(([availability, words]) =>
    words.map((word) => [word, availability as Availability] as const),
  ),
);

/**
 * Reads an availability.
 *
 * @param value - A text such as `in stock`, `https://schema.org/InStock`, `Only 3 left in stock`;
 *   true or false; or a count, of which 0 and below (oversold) mean out of stock.
 *
 * @example
 * parseAvailability("OutOfStock"); // { status: "read", value: "out_of_stock" }
 */
export function parseAvailability(value: unknown): Parsed<Availability> {
  if (isMissing(value)) return missing;
  if (typeof value === "boolean") return read(value ? "in_stock" : "out_of_stock");
  if (typeof value === "number") return ofCount(value);
  if (typeof value !== "string") return unreadable(expected);
  const text = value.trim();
  if (/^-?\d+(?:\.\d+)?$/.test(text)) return ofCount(Number(text));
  const word = text
    .replace(/^https?:\/\/schema\.org\/|\(.*\)/gi, "")
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}]/gu, "");
  const known = bySpelling.get(word);
  if (known !== undefined) return read(known);
  if (
    /^(?:only\s+)?\d+\+?\s*(?:left|items?|pieces?|pcs\.?|units?|available|in stock)\b.{0,20}$/i.test(
      text,
    )
  ) {
    return ofCount(Number(/\d+/.exec(text)?.[0]));
  }
  return unreadable(expected);
}

const expected = `must be one of ${Object.keys(spellings).join(", ")}, yes or no, or a count`;

function ofCount(count: number): Parsed<Availability> {
  return Number.isFinite(count)
    ? read(count > 0 ? "in_stock" : "out_of_stock")
    : unreadable(expected);
}

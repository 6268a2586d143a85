/** @file Reads the pictures of a product: one address or a list of them in any of the usual ways. */
import type { Parsed } from "./parsed.js";
import { missing, read } from "./parsed.js";
import { parseList } from "./parse-list.js";

/**
 * Reads addresses, the main picture first, each once.
 *
 * @param value - A list, a list literal, or a text parted at `|`, `;`, line breaks, or at a comma
 *   or space behind which a new address begins; other commas belong to an address.
 *
 * @example
 * parseImages("https://a/1.jpg, https://a/2.jpg"); // { status: "read", value: ["https://a/1.jpg", "https://a/2.jpg"] }
 */
export function parseImages(value: unknown): Parsed<readonly string[]> {
  const list = isOneAddress(value) ? read([value.trim()]) : parseList(value);
  if (list.status !== "read") return list;
  const addresses = list.value
    .flatMap((item) => item.split(/\s*[,\n]\s*(?=https?:\/\/|\/\/)|\s+(?=https?:\/\/)|\s*\n\s*/))
    // Controls and halves of characters are in no address, and databases refuse them.
    .map((address) => address.replace(/[\p{Cc}\p{Surrogate}]/gu, "").trim())
    .filter((address) => address !== "");
  return addresses.length === 0 ? missing : read([...new Set(addresses)]);
}

/** An address with a query may hold `;` or `|` itself. */
function isOneAddress(value: unknown): value is string {
  return (
    typeof value === "string" &&
    /^\s*https?:\/\/\S+\s*$/.test(value) &&
    value.split("://").length === 2
  );
}

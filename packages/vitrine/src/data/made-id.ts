/**
 * @file Makes ids for files that have none.
 *
 * An id must stay the same when the file is imported again and when the description or
 * the price changes, so it is made of what names the product: its title and brand.
 * Products of equal title and brand are told apart by their order: `oak-table`, `oak-table~2`.
 */
import { createHash } from "node:crypto";

const maxCharacters = 80;

/**
 * Starts a sequence of ids.
 *
 * @returns A function of title and brand. It gives no id twice.
 *
 * @example
 * const makeId = createIdMaker();
 * makeId("Oak Table", "Acme"); // "oak-table-acme"
 */
export function createIdMaker(): (title: string, brand: string | undefined) => string {
  const counts = new Map<string, number>();
  return (title, brand) => {
    const name = brand === undefined ? title : `${title} ${brand}`;
    const slug = toSlug(name);
    const count = (counts.get(slug) ?? 0) + 1;
    counts.set(slug, count);
    // Slugs hold no "~", so a counted id meets no other.
    return count === 1 ? slug : `${slug}~${count}`;
  };
}

/** Letters and digits of any script, joined by hyphens; long names keep their start and a hash of the whole. */
function toSlug(name: string): string {
  const slug = name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");
  if (slug !== "" && slug.length <= maxCharacters) return slug;
  const hash = createHash("sha256")
    .update(name.normalize("NFKC").toLowerCase())
    .digest("hex")
    .slice(0, 12);
  const start = slug.slice(0, maxCharacters - 13).replace(/[\uD800-\uDBFF]$|-$/, "");
  return start === "" ? hash : `${start}-${hash}`;
}

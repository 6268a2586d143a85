/**
 * @file Numbers the categories: a tree of names in which a path is one number.
 *
 * A number is greater than its parent's, so one pass in order carries a fact from the root to
 * the leaves, and one in reverse order adds up counts. Whether a filter holds is decided once
 * a category, not once a product.
 */
import type { Filter } from "../../data/filter.js";
import { comparableText } from "../../text/comparable-text.js";

export class CategoryTable {
  /** Shape [length]: the category above; the root, 0, is its own. */
  readonly parents: number[] = [0];
  /** Shape [length]. */
  readonly names: string[] = [""];
  /** Whether a name holds what joins names, so that two paths can print alike. */
  hasSeparator = false;
  readonly #paths: (readonly string[])[] = [Object.freeze([])];
  readonly #comparable: string[] = [""];
  /** By category: those under it by name; undefined where there are none. */
  readonly #children: (Map<string, number> | undefined)[] = [undefined];

  get length(): number {
    return this.parents.length;
  }

  /** The number of a path, which is added with all above it when it is new; 0 for the empty path. */
  intern(path: readonly string[]): number {
    return path.reduce((parent, name) => this.child(parent, name), 0);
  }

  /** The number of a category under another. */
  child(parent: number, name: string): number {
    const known = this.#children[parent]?.get(name);
    if (known !== undefined) return known;
    const number = this.length;
    const siblings = (this.#children[parent] ??= new Map<string, number>());
    siblings.set(name, number);
    this.#children.push(undefined);
    this.parents.push(parent);
    this.names.push(name);
    this.#paths.push(Object.freeze([...this.#paths[parent]!, name]));
    this.#comparable.push(comparableText(name));
    this.hasSeparator ||= name.includes(">");
    return number;
  }

  pathOf(number: number): readonly string[] {
    return this.#paths[number]!;
  }

  /** Shape [length], 1 where a product of the category passes. */
  passing({ operator, values }: Filter): Uint8Array {
    const inside = new Uint8Array(this.length);
    for (const value of values) {
      const subtree = value
        .split(">")
        .map(comparableText)
        .filter((name) => name !== "");
      if (subtree.length === 1) this.#markNamed(subtree[0]!, inside);
      else if (subtree.length > 1) this.#markUnder(subtree, inside);
    }
    for (let number = 1; number < inside.length; number++) {
      if (operator === "!=") inside[number]! ^= 1;
    }
    return inside;
  }

  bytes(): number {
    return this.names.reduce((sum, name) => sum + 200 + 4 * name.length, 0);
  }

  #markNamed(name: string, inside: Uint8Array): void {
    for (let number = 1; number < inside.length; number++) {
      if (this.#comparable[number] === name) inside[number] = 1;
      else inside[number]! |= inside[this.parents[number]!]!;
    }
  }

  #markUnder(subtree: readonly string[], inside: Uint8Array): void {
    // How many names of the subtree the path begins with; it stays full below the subtree.
    const matched = new Int32Array(this.length);
    for (let number = 1; number < inside.length; number++) {
      const above = matched[this.parents[number]!]!;
      const depth = this.#paths[number]!.length;
      const isNext = above === depth - 1 && this.#comparable[number] === subtree[above];
      matched[number] = above < subtree.length && isNext ? above + 1 : above;
      if (matched[number] === subtree.length) inside[number] = 1;
    }
  }
}

/** @file The tree of categories with the number of products in each; bounded by a number of nodes. */
import { ownText } from "./own-text.js";

/** A category and its largest parts. */
export interface CategoryCount {
  readonly name: string;
  /** Products here and in all parts. */
  readonly products: number;
  /** The 20 largest, largest first. */
  readonly children: readonly CategoryCount[];
  /** How many smaller parts are not shown. */
  readonly moreChildren: number;
}

/** How a catalogue is divided. */
export interface CategoryProfile {
  /** Products without a category. */
  readonly without: number;
  readonly shareWithout: number;
  /** Distinct paths from the root on, at every depth. */
  readonly categories: number;
  /** Categories without parts. */
  readonly leaves: number;
  /** Levels of the deepest path. */
  readonly depth: number;
  /** Products by the length of their path, from 1 on. */
  readonly productsByDepth: readonly number[];
  readonly roots: readonly CategoryCount[];
  readonly moreRoots: number;
  /** Products whose path was cut short, since the tree has at most 50,000 nodes and 32 levels. */
  readonly cutShort: number;
}

interface Node {
  products: number;
  readonly children: Map<string, Node>;
}

const maxNodes = 50_000;
/** Deeper than any real tree, and no deeper than a stack reaches. */
const maxLevels = 32;
const shownChildren = 20;

export function createCategoryCount(): {
  add(path: readonly string[]): void;
  profile(): CategoryProfile;
} {
  const root: Node = { products: 0, children: new Map() };
  const byDepth: number[] = [];
  let nodes = 0;
  let without = 0;
  let cutShort = 0;

  return {
    add(path) {
      root.products++;
      if (path.length === 0) {
        without++;
        return;
      }
      while (byDepth.length < path.length) byDepth.push(0);
      byDepth[path.length - 1]!++;
      let node = root;
      if (path.length > maxLevels) cutShort++;
      for (const name of path.slice(0, maxLevels)) {
        let child = node.children.get(name);
        if (child === undefined) {
          if (nodes === maxNodes) {
            cutShort++;
            return;
          }
          child = { products: 0, children: new Map() };
          node.children.set(ownText(name), child);
          nodes++;
        }
        child.products++;
        node = child;
      }
    },
    profile() {
      let leaves = 0;
      const countLeaves = (node: Node): void => {
        if (node.children.size === 0) leaves++;
        for (const child of node.children.values()) countLeaves(child);
      };
      for (const child of root.children.values()) countLeaves(child);
      return {
        without,
        shareWithout: root.products === 0 ? 0 : without / root.products,
        categories: nodes,
        leaves,
        depth: byDepth.length,
        productsByDepth: [...byDepth],
        roots: largest(root),
        moreRoots: Math.max(0, root.children.size - shownChildren),
        cutShort,
      };
    },
  };
}

function largest(node: Node): CategoryCount[] {
  return [...node.children]
    .sort((a, b) => b[1].products - a[1].products || (a[0] < b[0] ? -1 : 1))
    .slice(0, shownChildren)
    .map(([name, child]) => ({
      name,
      products: child.products,
      children: largest(child),
      moreChildren: Math.max(0, child.children.size - shownChildren),
    }));
}

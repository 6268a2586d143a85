/**
 * @file Shapes with known and named dimensions, and the rule of broadcasting.
 *
 * A dimension is a number, or a name for a size that is known when the graph
 * runs. Equal names are equal sizes; different names may turn out to be equal,
 * which is not assumed here. A name that begins with `?` was made up by the
 * builder for a size that it could not express.
 *
 * @see https://github.com/onnx/onnx/blob/main/docs/Broadcasting.md
 */

/** A size: known, or named. */
export type Dimension = number | string;
/** Sizes of the axes, outermost first; `[]` is a scalar. */
export type Shape = readonly Dimension[];

/** `[batch, 3]`, as it stands in messages. */
export function formatShape(shape: Shape): string {
  return `[${shape.join(", ")}]`;
}

/** Whether two shapes have equal dimensions, names included. */
export function equalShapes(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((dimension, axis) => dimension === b[axis]);
}

/**
 * The shape that `a` and `b` take when broadcast together.
 *
 * @returns The shape, or undefined where two sizes can not meet. A name meets 1,
 *   itself, and a number above 1 (which then must be its size when the graph runs).
 */
export function broadcastShapes(a: Shape, b: Shape): Shape | undefined {
  const rank = Math.max(a.length, b.length);
  const result: Dimension[] = [];
  for (let axis = 0; axis < rank; axis++) {
    const left = a[axis - rank + a.length] ?? 1;
    const right = b[axis - rank + b.length] ?? 1;
    const met = meet(left, right);
    if (met === undefined) return undefined;
    result.push(met);
  }
  return result;
}

/** Number of elements, or undefined while a dimension is only named. */
export function elementCount(shape: Shape): number | undefined {
  let count = 1;
  for (const dimension of shape) {
    if (typeof dimension === "string") return undefined;
    count *= dimension;
  }
  return count;
}

/** Axis counted from the front for one in [-rank, rank), else undefined. */
export function normaliseAxis(axis: number, rank: number): number | undefined {
  if (!Number.isInteger(axis) || axis < -rank || axis >= rank) return undefined;
  return axis < 0 ? axis + rank : axis;
}

function meet(left: Dimension, right: Dimension): Dimension | undefined {
  if (left === right || right === 1) return left;
  if (left === 1) return right;
  if (typeof left === "string") return typeof right === "string" ? undefined : right;
  return typeof right === "string" ? left : undefined;
}

/**
 * @file Outlines: every function returns the `d` of an SVG path, in pixels.
 *
 * Coordinates are rounded to a tenth, so files stay small and equal on every machine.
 */

/** A point, x to the right and y downwards. */
export type Point = readonly [number, number];

/** Points as SVG writes them: `"x,y x,y …"`. */
export function pairs(points: string): Point[] {
  return points.split(" ").map((pair): Point => {
    const comma = pair.indexOf(",");
    return [Number(pair.slice(0, comma)), Number(pair.slice(comma + 1))];
  });
}

const tenth = (value: number): string => String(Math.round(value * 10) / 10);
const at = ([x, y]: Point): string => `${tenth(x)} ${tenth(y)}`;

/** A rectangle with its top left corner at (x, y), its corners rounded by `radius`. */
export function box(x: number, y: number, width: number, height: number, radius = 0): string {
  const r = Math.max(0, Math.min(radius, width / 2, height / 2));
  if (r === 0) return poly([x, y], [x + width, y], [x + width, y + height], [x, y + height]);
  const turn = `a${tenth(r)} ${tenth(r)} 0 0 1`;
  const across = tenth(width - 2 * r);
  const down = tenth(height - 2 * r);
  const c = tenth(r);
  return `M${at([x + r, y])}h${across}${turn} ${c} ${c}v${down}${turn} -${c} ${c}h-${across}${turn} -${c} -${c}v-${down}${turn} ${c} -${c}z`;
}

/** An ellipse around (x, y). */
export function oval(x: number, y: number, radiusX: number, radiusY = radiusX): string {
  const rx = tenth(radiusX);
  const ry = tenth(radiusY);
  const wide = tenth(2 * radiusX);
  return `M${at([x - radiusX, y])}a${rx} ${ry} 0 1 1 ${wide} 0a${rx} ${ry} 0 1 1 -${wide} 0z`;
}

/** A closed polygon. */
export function poly(...points: readonly Point[]): string {
  return `M${points.map(at).join("L")}z`;
}

/** An open line through the points. */
export function path(...points: readonly Point[]): string {
  return `M${points.map(at).join("L")}`;
}

/** A smooth curve through the points (Catmull and Rom's spline as cubic Béziers). */
export function curve(through: string | readonly Point[], closed = false): string {
  const points = typeof through === "string" ? pairs(through) : through;
  const count = points.length;
  const point = (index: number): Point =>
    closed ? points[(index + count) % count]! : points[Math.max(0, Math.min(count - 1, index))]!;
  let d = `M${at(point(0))}`;
  for (let from = 0; from < (closed ? count : count - 1); from++) {
    const [before, start, end, after] = [
      point(from - 1),
      point(from),
      point(from + 1),
      point(from + 2),
    ];
    const first: Point = [start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6];
    const second: Point = [end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6];
    d += `C${at(first)} ${at(second)} ${at(end)}`;
  }
  return closed ? `${d}z` : d;
}

/**
 * The silhouette of a body turned on a lathe: vases, bottles, lamps, pots.
 *
 * @param x - Where its axis stands.
 * @param outline - `"y,half width …"` from top to bottom, joined smoothly.
 */
export function lathe(x: number, outline: string): string {
  const profile = pairs(outline);
  const right = curve(profile.map(([y, half]): Point => [x + half, y]));
  const left = curve([...profile].reverse().map(([y, half]): Point => [x - half, y]));
  return `${right}L${left.slice(1)}z`;
}

/** A body of straight edges, like `lathe` without the curves. */
export function tapered(x: number, outline: string): string {
  const profile = pairs(outline);
  return poly(
    ...profile.map(([y, half]): Point => [x + half, y]),
    ...[...profile].reverse().map(([y, half]): Point => [x - half, y]),
  );
}

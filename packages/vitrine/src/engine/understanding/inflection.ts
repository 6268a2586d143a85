/**
 * @file Tells whether two words are forms of one name: singular and plural, or an adjective's endings.
 *
 * A stemmer takes more away than that: `lined` and `line`, `watering` and `water`, `drying` and `dry`
 * share their stems and mean different things as values. O(length of the words) time.
 */

/**
 * Whether two folded words differ by an ending of number, gender or case alone.
 *
 * @example
 * isInflection("boxes", "box"); // true
 * isInflection("lined", "line"); // false
 */
export function isInflection(a: string, b: string): boolean {
  if (a === b) return true;
  let same = 0;
  while (same < a.length && a[same] === b[same]) same++;
  const [tailA, tailB] = [a.slice(same), b.slice(same)];
  return same >= 2 && ENDINGS.has(tailA) && ENDINGS.has(tailB);
}

const ENDINGS: ReadonlySet<string> = new Set([
  "",
  ..."s es e en er em n y ies i o a os as x aux al".split(" "),
]);

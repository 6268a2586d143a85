/** @file Progress of work that has parts, as one. */

type OnProgress = (done: number, total: number) => void;

const STEPS = 1000;

/**
 * One callback for each part.
 *
 * @param shares - How much of the whole time each part takes; any unit.
 */
export function inParts<const Shares extends readonly number[]>(
  onProgress: OnProgress | undefined,
  shares: Shares,
): { readonly [K in keyof Shares]: OnProgress } {
  const whole = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share, part): OnProgress => {
    const before = shares.slice(0, part).reduce((sum, earlier) => sum + earlier, 0);
    return (done, total) => {
      const here = total > 0 ? done / total : 1;
      onProgress?.(Math.round((STEPS * (before + share * here)) / whole), STEPS);
    };
  }) as { readonly [K in keyof Shares]: OnProgress };
}

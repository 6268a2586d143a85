/** @file A number with its noun. */

/** "1 product", "2 products". */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

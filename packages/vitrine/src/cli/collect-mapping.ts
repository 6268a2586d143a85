/** @file `--map FIELD=COLUMN`, repeated. */
import { InvalidArgumentError } from "commander";

/** Adds one mapping to those before it. */
export function collectMapping(
  text: string,
  before: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const split = text.indexOf("=");
  if (split < 1 || split === text.length - 1) {
    throw new InvalidArgumentError(`It must be FIELD=COLUMN, as in id=uniq_id; got "${text}".`);
  }
  return { ...before, [text.slice(0, split)]: text.slice(split + 1) };
}

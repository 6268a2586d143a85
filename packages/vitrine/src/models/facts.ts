/** @file What the head of a saved model says of it. */
import { z } from "zod";
import { broken } from "../text/byte-sections.js";

const factsSchema = z.looseObject({
  itemCount: z
    .int()
    .min(0)
    .max(2 ** 31 - 1),
});

/**
 * The number of items that a saved model knows.
 *
 * @throws {VitrineError} `BYTES_INVALID` when its head does not say.
 */
export function readItemCount(kind: string, facts: unknown): number {
  const parsed = factsSchema.safeParse(facts);
  if (!parsed.success) throw broken(kind, "got a head without the number of items");
  return parsed.data.itemCount;
}

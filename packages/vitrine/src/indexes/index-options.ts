/** @file Reads the options of an index through the one schema that declares them. */
import { z } from "zod";
import { VitrineError } from "../errors.js";

/** Length of every vector; every index needs it. */
export const dimensionsSchema = z
  .int()
  .min(1)
  .max(65_536)
  .describe("Length of every vector; the encoder's dimensions.");

/**
 * Options with their defaults filled in.
 *
 * @throws {VitrineError} `PARAM_INVALID`, naming the first option that breaks the schema.
 */
export function checkOptions<S extends z.ZodType>(
  schema: S,
  kind: string,
  options: unknown,
): z.output<S> {
  const parsed = schema.safeParse(options);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const param = issue.path.join(".") || "options";
  const got = issue.path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key],
    options,
  );
  throw new VitrineError(
    "PARAM_INVALID",
    `Option ${param} of the ${kind} index is wrong: ${issue.message}; got ${String(got)}. Mend or leave out the option.`,
    { param, got },
  );
}

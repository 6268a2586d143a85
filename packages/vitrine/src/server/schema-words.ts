/**
 * @file What must hold where a schema does not say it in words of its own, in the words of the house.
 *
 * A message completes "the field …", as those of the schemas in `data/` do.
 */
import type { z } from "zod";

/** What zod tells of what it refuses. */
type RawIssue = Parameters<z.core.$ZodErrorMap>[0];

/** What is expected, by zod's name for it. */
const TYPES: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
};

/** The words for what a schema refuses; undefined leaves them to zod. */
export const schemaWords = (issue: RawIssue): string | undefined => {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined
        ? `must be given, as ${TYPES[issue.expected] ?? issue.expected}`
        : `must be ${TYPES[issue.expected] ?? issue.expected}`;
    case "too_small":
      return `must ${sized(issue.origin, issue.inclusive === false ? "more than" : "at least", issue.minimum)}`;
    case "too_big":
      return `must ${sized(issue.origin, issue.inclusive === false ? "less than" : "at most", issue.maximum)}`;
    case "invalid_value":
      return `must be ${issue.values.length === 1 ? "" : "one of "}${issue.values.map(String).join(", ")}`;
    case "unrecognized_keys":
      return "must have no field that this route does not take";
    case "invalid_format":
      return `must be of the form ${issue.pattern ?? issue.format}`;
    default:
      return undefined;
  }
};

function sized(origin: string, than: string, limit: number | bigint): string {
  const one = Number(limit) === 1;
  if (origin === "string") return `have ${than} ${limit} ${one ? "character" : "characters"}`;
  if (origin === "array") return `have ${than} ${limit} ${one ? "entry" : "entries"}`;
  return `be ${than} ${limit}`;
}

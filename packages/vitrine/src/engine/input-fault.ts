/** @file What is wrong with something that a program or a file gives in the engine's own shape, as an error. */
import type { z } from "zod";
import { showValue } from "../data/parsed.js";
import { VitrineError } from "../errors.js";

/** How a thing is spoken of. */
export interface FaultyThing {
  /** With its article: `A product`. */
  readonly name: string;
  /** Which one it is: `product 3 ("d1")`. */
  readonly which: string;
  /** Where it stands: a file, or `the given products`. */
  readonly path: string;
  /** Of the file, or its place in the list, from 1. */
  readonly line: number;
  /** What was not done for it. */
  readonly consequence: string;
}

/**
 * The error of a thing that breaks its schema; the message of the issue completes "the field …".
 *
 * @param issue - The first that the schema found.
 */
export function schemaFault(
  value: unknown,
  issue: z.core.$ZodIssue | undefined,
  { name, which, path, line, consequence }: FaultyThing,
): VitrineError<"ROW_INVALID"> {
  const isUnknownField = issue?.code === "unrecognized_keys";
  const fields = isUnknownField ? issue.keys.slice(0, 1) : (issue?.path ?? []);
  const column = fields.join(".");
  const got = showGiven(fields.reduce(valueAt, value));
  const isWhole = isUnknownField || column === "";
  const field = isWhole ? name : `The ${column} of ${name.charAt(0).toLowerCase()}${name.slice(1)}`;
  const shown = isUnknownField ? `"${column}"` : got;
  return new VitrineError(
    "ROW_INVALID",
    `${field} ${issue?.message ?? "must keep to the schema"}; ${which} of ${path} ${column === "" ? "is" : "has"} ${shown}. Mend it; ${consequence}.`,
    { path, line, ...(column === "" ? {} : { column }), got },
  );
}

/** A field of what may be no object. */
export function valueAt(value: unknown, key: PropertyKey): unknown {
  return typeof value === "object" && value !== null
    ? (value as Readonly<Record<PropertyKey, unknown>>)[key]
    : undefined;
}

/** Values of a program need not be JSON. */
export function showGiven(value: unknown): string {
  if (typeof value === "string") return `"${showValue(value, 80)}"`;
  if (typeof value === "number" || value === null) return String(value);
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  return value === undefined ? "nothing" : `a value of type ${typeof value}`;
}

/**
 * @file Parameters of a URL, read by the schema that documents them: repeated ones become lists,
 * and numbers and booleans what their texts say.
 */
import { z } from "zod";
import { showGiven, valueAt } from "../engine/input-fault.js";
import { VitrineError } from "../errors.js";
import { schemaWords } from "./schema-words.js";

/** The parameters of a URL in their order; undefined where their percent-encoding is broken. */
export type RawQuery = Readonly<Record<string, readonly string[]>> | undefined;

/**
 * Splits the part of a URL behind the question mark.
 *
 * Unlike `URLSearchParams` it does not put U+FFFD in the place of bytes that are no UTF-8.
 */
export function splitQuery(text: string): RawQuery {
  const found = new Map<string, string[]>();
  try {
    for (const pair of text.split("&")) {
      if (pair === "") continue;
      const at = pair.indexOf("=");
      const name = decode(at < 0 ? pair : pair.slice(0, at));
      const value = at < 0 ? "" : decode(pair.slice(at + 1));
      const before = found.get(name);
      if (before === undefined) found.set(name, [value]);
      else before.push(value);
    }
  } catch {
    return undefined;
  }
  // Without a prototype, so that a parameter may be called anything.
  return Object.assign(Object.create(null) as object, Object.fromEntries(found));
}

/**
 * Reads parameters.
 *
 * @throws {VitrineError} `REQUEST_MALFORMED` for broken percent-encoding; `PARAM_INVALID` with the
 *   parameter at fault.
 */
export function readQuery<S extends z.ZodRawShape>(
  schema: z.ZodObject<S>,
  raw: RawQuery,
): z.output<z.ZodObject<S>> {
  if (raw === undefined) {
    throw new VitrineError(
      "REQUEST_MALFORMED",
      "The parameters of a URL must be percent-encoded UTF-8; got others. Encode each with encodeURIComponent.",
      { part: "query" },
    );
  }
  const shape: Readonly<Record<string, z.core.$ZodType>> = schema.shape;
  const typed = new Map<string, unknown>();
  for (const [name, texts] of Object.entries(raw)) {
    const declared = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (declared === undefined) {
      throw new VitrineError(
        "PARAM_INVALID",
        `The parameters of this route must be among ${Object.keys(shape).join(", ") || "none at all"}; got "${name}". Leave it out, or mend its name.`,
        { param: name, got: texts[0] },
      );
    }
    typed.set(name, readTexts(name, declared, texts));
  }
  return check(schema, Object.fromEntries(typed), "");
}

/**
 * Checks a value by a schema.
 *
 * @param place - What the value is, before the path of what is at fault; empty for a parameter.
 * @throws {VitrineError} `PARAM_INVALID`.
 */
export function check<S extends z.ZodType>(schema: S, value: unknown, place: string): z.output<S> {
  const parsed = schema.safeParse(value, { error: schemaWords });
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const unknown = issue.code === "unrecognized_keys" ? issue.keys[0] : undefined;
  const path = [...(place === "" ? [] : [place]), ...issue.path.map(String)].join(".");
  const got = unknown ?? issue.path.reduce(valueAt, value);
  throw new VitrineError(
    "PARAM_INVALID",
    `${path === "" ? "The request" : path} ${issue.message}; got ${showGiven(got)}. Mend it; /docs says what this route takes.`,
    { param: path, got },
  );
}

function readTexts(name: string, declared: z.core.$ZodType, texts: readonly string[]): unknown {
  const inner = innermost(declared);
  if (inner instanceof z.ZodArray) return texts;
  const [text, second] = texts;
  if (second !== undefined) {
    throw new VitrineError(
      "PARAM_INVALID",
      `${name} must be given once; got it ${texts.length} times. Leave the others out.`,
      { param: name, got: texts },
    );
  }
  if (inner instanceof z.ZodNumber) return readNumber(text ?? "");
  if (inner instanceof z.ZodBoolean)
    return text === "true" ? true : text === "false" ? false : text;
  return text;
}

/** What no number is written like stays a text, which the schema then refuses. */
function readNumber(text: string): number | string {
  return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) ? Number(text) : text;
}

function innermost(schema: z.core.$ZodType): z.core.$ZodType {
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodReadonly
  ) {
    return innermost(schema.def.innerType);
  }
  return schema;
}

function decode(text: string): string {
  return decodeURIComponent(text.replaceAll("+", " "));
}

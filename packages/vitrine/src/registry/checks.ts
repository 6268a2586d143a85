/** @file What the registry demands of names, versions and aliases, and how it says that something is absent. */
import type { z } from "zod";
import { VitrineError } from "../errors.js";
import { aliasSchema, artifactNameSchema } from "./manifest.js";

/**
 * The value as its schema gives it.
 *
 * @throws {VitrineError} `PARAM_INVALID` with the place at fault.
 */
export function check<S extends z.ZodType>(schema: S, param: string, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const place = [param, ...issue.path].join(".");
  throw new VitrineError(
    "PARAM_INVALID",
    `The ${place} of an artifact ${issue.message}; got ${typeof value === "string" ? `"${value}"` : "another value"}.`,
    { param: place, got: value },
  );
}

/** Checks a name and an alias, and gives back the alias. */
export function checkBoth(name: string, alias: string): string {
  check(artifactNameSchema, "name", name);
  return check(aliasSchema, "alias", alias);
}

/** The error of an artifact, version or alias that is not there. */
export function notFound(name: string, version?: string): VitrineError<"ARTIFACT_NOT_FOUND"> {
  return new VitrineError(
    "ARTIFACT_NOT_FOUND",
    `There must be an artifact ${name}${version === undefined ? "" : ` ${version}`}; the registry has none. See what there is with: vitrine artifacts list`,
    version === undefined ? { name } : { name, version },
  );
}

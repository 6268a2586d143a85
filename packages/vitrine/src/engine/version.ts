/** @file The version of this engine, as its package says. */
import { readFileSync } from "node:fs";
import { z } from "zod";

const packageFile = new URL("../../package.json", import.meta.url);

/** Semantic version of the running engine; every artifact records it. */
export const ENGINE_VERSION: string = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(packageFile, "utf8"))).version;

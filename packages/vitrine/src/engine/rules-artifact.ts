/**
 * @file The shop's rules for single queries as an artifact: every change is a version, which can
 * be rolled back, and a running engine follows it.
 *
 * Before the first change a version without rules is published, so that the first change can be
 * taken back too.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { VitrineError } from "../errors.js";
import type { LoadedArtifact } from "../registry/registry.js";
import { searchRulesSchema } from "./arrange/search-rules.js";
import type { SearchRule, SearchRuleInput } from "./arrange/search-rules.js";
import type { EngineContext } from "./engine-context.js";
import { ENGINE_VERSION } from "./version.js";

/** The artifact that holds the rules. */
export const RULES_ARTIFACT = "rules";

const FILE = "rules.json";

/** What a change of the rules made. */
export interface RulesChange {
  readonly version: string;
  readonly rules: readonly SearchRule[];
  /** Ids that rules name and the catalogue lacks. */
  readonly unknownIds: readonly string[];
}

/** The rules as they are now; none where there never was one. */
export async function currentRules({
  registry,
}: Pick<EngineContext, "registry">): Promise<readonly SearchRule[]> {
  if ((await registry.history(RULES_ARTIFACT)).length === 0) return [];
  return readRulesArtifact(await registry.load(RULES_ARTIFACT));
}

/**
 * Reads the rules of a version.
 *
 * @throws {VitrineError} `ARTIFACT_INVALID` when it does not hold rules.
 */
export async function readRulesArtifact(artifact: LoadedArtifact): Promise<readonly SearchRule[]> {
  const parsed = searchRulesSchema.safeParse(
    JSON.parse(await readFile(artifact.file(FILE), "utf8")),
  );
  if (parsed.success) return parsed.data;
  throw new VitrineError(
    "ARTIFACT_INVALID",
    `The rules must be ones that this version can read; got ${artifact.name} ${artifact.version} with other content. Go back: vitrine artifacts rollback rules`,
    { name: artifact.name, version: artifact.version, file: FILE },
  );
}

/**
 * Checks rules that come from outside.
 *
 * @param source - Named in the error.
 * @throws {VitrineError} `PARAM_INVALID`.
 */
export function checkRules(rules: unknown, source: string): readonly SearchRule[] {
  const parsed = searchRulesSchema.safeParse(rules);
  if (parsed.success) return parsed.data;
  throw new VitrineError(
    "PARAM_INVALID",
    `${source} must hold rules, a list of { id, query, match, pin, bury } with ids of their own; got:\n${z.prettifyError(parsed.error)}\nMend these.`,
    { param: "rules", got: source },
  );
}

/** Adds a rule; one of the same id is replaced in its place. */
export async function addRule(context: EngineContext, rule: SearchRuleInput): Promise<RulesChange> {
  const [checked] = checkRules([rule], "A rule");
  const isEmpty = checked!.pin.length + checked!.bury.length === 0;
  if (isEmpty) {
    throw new VitrineError(
      "PARAM_INVALID",
      `A rule must pin or bury a product; got neither for "${checked!.id}". Name some ids.`,
      { param: "rule", got: checked!.id },
    );
  }
  return changeRules(context, (rules) =>
    rules.some(({ id }) => id === checked!.id)
      ? rules.map((known) => (known.id === checked!.id ? checked! : known))
      : [...rules, checked!],
  );
}

/**
 * Takes a rule away.
 *
 * @throws {VitrineError} `PARAM_INVALID` when there is none of that id.
 */
export async function removeRule(context: EngineContext, id: string): Promise<RulesChange> {
  return changeRules(context, (rules) => {
    const left = rules.filter((rule) => rule.id !== id);
    if (left.length < rules.length) return left;
    throw new VitrineError(
      "PARAM_INVALID",
      `The id must be one of a rule; got "${id}". See which there are: vitrine rules list`,
      { param: "id", got: id },
    );
  });
}

/** Puts these rules in the place of all there are. */
export async function replaceRules(context: EngineContext, rules: unknown): Promise<RulesChange> {
  const checked = checkRules(rules, "The rules");
  return changeRules(context, () => checked);
}

async function changeRules(
  context: EngineContext,
  change: (rules: readonly SearchRule[]) => readonly SearchRule[],
): Promise<RulesChange> {
  const { registry } = context;
  const moves = await registry.history(RULES_ARTIFACT);
  const rules = checkRules(change(await currentRules(context)), "The rules");
  const expectedCurrent =
    moves.at(-1)?.version ?? (await publishRules(context, [], { expectedCurrent: null }));
  const version = await publishRules(context, rules, { expectedCurrent });
  return { version, rules, unknownIds: await unknownIdsOf(context, rules) };
}

/** @param expected - Another change at the same time is not undone: `LOCKED` is thrown. */
async function publishRules(
  { registry }: EngineContext,
  rules: readonly SearchRule[],
  expected: { readonly expectedCurrent: string | null },
): Promise<string> {
  const { version } = await registry.publish(
    {
      name: RULES_ARTIFACT,
      kind: "search-rules",
      options: { rules: rules.length },
      licence: "LicenseRef-shop-data",
      engineVersion: ENGINE_VERSION,
    },
    async (folder) => writeFile(join(folder, FILE), JSON.stringify(rules, null, 2)),
    expected,
  );
  return version;
}

async function unknownIdsOf(
  context: EngineContext,
  rules: readonly SearchRule[],
): Promise<readonly string[]> {
  const named = [...new Set(rules.flatMap(({ pin, bury }) => [...pin, ...bury]))];
  if (named.length === 0) return [];
  const store = await context.store.open();
  const known = new Set((await store.products(named)).map(({ id }) => id));
  return named.filter((id) => !known.has(id));
}

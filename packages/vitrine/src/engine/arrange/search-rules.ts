/**
 * @file The shop's own word on single queries: products pinned to the top or buried at the end.
 *
 * A rule holds for a query that is equal to its text, or holds all of its words. Pinned products
 * are shown even where the query would not find them, filters permitting; buried ones stay in the
 * result, behind all others.
 */
import { z } from "zod";
import { foldText } from "../../text/fold-text.js";
import { createAnalyzer } from "../../text/analyze.js";

export const searchRuleSchema = z.strictObject({
  id: z.string().min(1).max(200).describe("Names the rule, in explanations too."),
  query: z.string().min(1).max(1000).describe("The query that the rule is for."),
  match: z
    .enum(["exact", "words"])
    .default("exact")
    .describe("`exact`: the query is this text; `words`: it holds all words of it."),
  pin: z
    .array(z.string().min(1))
    .max(100)
    .default([])
    .describe("Ids of products that stand first, in this order."),
  bury: z
    .array(z.string().min(1))
    .max(1000)
    .default([])
    .describe("Ids of products that stand last."),
});
export const searchRulesSchema = z
  .array(searchRuleSchema)
  .max(10_000)
  .refine(
    (rules) => new Set(rules.map(({ id }) => id)).size === rules.length,
    "every rule must have an id of its own",
  );

/** A pin or a burial for some queries. */
export type SearchRule = z.output<typeof searchRuleSchema>;
export type SearchRuleInput = z.input<typeof searchRuleSchema>;

/** What a rule did to a product. */
export interface RuleEffect {
  readonly rule: string;
  readonly effect: "pinned" | "buried";
}

const words = createAnalyzer().words;

/** The rules that hold for a query, in their own order. */
export function rulesFor(rules: readonly SearchRule[], query: string): readonly SearchRule[] {
  const text = comparable(query);
  const held = new Set(words(query));
  return rules.filter((rule) =>
    rule.match === "exact"
      ? comparable(rule.query) === text
      : words(rule.query).every((word) => held.has(word)),
  );
}

/**
 * What the rules do to which product; the first rule that names a product holds.
 *
 * @returns By product id, pinned ones in the order in which they are to stand.
 */
export function ruleEffects(rules: readonly SearchRule[]): ReadonlyMap<string, RuleEffect> {
  const effects = new Map<string, RuleEffect>();
  for (const { id: rule, pin, bury } of rules) {
    for (const id of pin) if (!effects.has(id)) effects.set(id, { rule, effect: "pinned" });
    for (const id of bury) if (!effects.has(id)) effects.set(id, { rule, effect: "buried" });
  }
  return effects;
}

function comparable(text: string): string {
  return foldText(text).replace(/\s+/g, " ").trim();
}

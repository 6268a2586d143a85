/** @file The table of a schema's options: name, what it may be, default, meaning. */
import { z } from "zod";

const dist = (path) => import(`../../packages/vitrine/dist/${path}`);

/** Schemas that pages may show, by the name in the marker. */
const SCHEMAS = {
  config: async () => (await dist("engine/config.js")).configSchema,
  search: async () => (await dist("engine/config.js")).searchConfigSchema,
  ranking: async () => (await dist("engine/ranking/ranking-options.js")).rankingOptionsSchema,
  lexical: async () => (await dist("indexes/lexical-options.js")).lexicalIndexOptionsSchema,
  "lexical-field": async () => (await dist("indexes/lexical-options.js")).lexicalFieldSchema,
  analyzer: async () => (await dist("text/analyze.js")).analyzerOptionsSchema,
  exact: async () => (await dist("indexes/vector-indexes.js")).vectorIndexes.exact.options,
  hnsw: async () => (await dist("indexes/vector-indexes.js")).vectorIndexes.hnsw.options,
  ...Object.fromEntries(
    ["popularity", "trending", "co-occurrence", "itemknn", "ease", "gf-cf"].map((kind) => [
      `model-${kind}`,
      async () => (await dist("models/models.js")).trainerOf(kind).options,
    ]),
  ),
  "tfidf-encoder": async () => (await dist("encoders/tfidf-encoder.js")).tfIdfEncoderOptionsSchema,
};

/**
 * The table of one schema; options of options are named `outer.inner`.
 *
 * @param argument - Name of the schema, and behind it, where not all is to be shown, an outer option.
 */
export async function optionsTable(argument) {
  const [name, outer] = argument.split(" ");
  if (!Object.hasOwn(SCHEMAS, name)) throw new Error(`there are no options "${name}"`);
  const schema = z.toJSONSchema(await SCHEMAS[name](), { io: "input", unrepresentable: "any" });
  const rows = rowsOf(schema, "").filter(
    ([option]) => outer === undefined || option.startsWith(`\`${outer}.`),
  );
  if (rows.length === 0) throw new Error(`there are no options "${argument}"`);
  return [
    "| option | values | default | meaning |",
    "| --- | --- | --- | --- |",
    ...rows.map((cells) => `| ${cells.map(toCell).join(" | ")} |`),
  ].join("\n");
}

function rowsOf(schema, prefix) {
  return Object.entries(schema.properties ?? {}).flatMap(([key, option]) => {
    const name = prefix + key;
    if (option.properties !== undefined) return rowsOf(option, `${name}.`);
    const isNeeded = schema.required?.includes(key) === true;
    const standard =
      option.default === undefined
        ? isNeeded
          ? "must be given"
          : "not set"
        : code(option.default);
    return [[`\`${name}\``, valuesOf(option), standard, option.description ?? ""]];
  });
}

/** What an option may be, in words. */
function valuesOf(option) {
  if (option.enum !== undefined) return listOf(option.enum);
  if (option.anyOf !== undefined) return option.anyOf.map(valuesOf).join(", or ");
  switch (option.type) {
    case "boolean":
      return "`true`, `false`";
    case "integer":
      return `whole number${rangeOf(option)}`;
    case "number":
      return `number${rangeOf(option)}`;
    case "array":
      return option.prefixItems === undefined
        ? `list of ${valuesOf(option.items ?? {})}`
        : `pair: ${option.prefixItems.map(valuesOf).join(", ")}`;
    case "object":
      return `name → ${valuesOf(option.additionalProperties ?? {})}`;
    case "string":
      return "text";
    case "null":
      return "`null`";
    default:
      return "any";
  }
}

/** Few values are named; of a long list the first and the last. */
function listOf(values) {
  if (values.length <= 8) return values.map(code).join(", ");
  return `one of ${values.length}: ${code(values[0])} … ${code(values.at(-1))}`;
}

/** The range as in mathematics: a round bracket where the end itself is not allowed. */
function rangeOf({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }) {
  const isUnbounded = (bound) => bound === undefined || Math.abs(bound) >= Number.MAX_SAFE_INTEGER;
  const low = exclusiveMinimum ?? minimum;
  const high = exclusiveMaximum ?? maximum;
  if (isUnbounded(low) && isUnbounded(high)) return "";
  if (isUnbounded(high)) return exclusiveMinimum === undefined ? ` ≥ ${low}` : ` > ${low}`;
  if (isUnbounded(low)) return exclusiveMaximum === undefined ? ` ≤ ${high}` : ` < ${high}`;
  return ` in ${exclusiveMinimum === undefined ? "[" : "("}${low}, ${high}${exclusiveMaximum === undefined ? "]" : ")"}`;
}

const code = (value) => `\`${JSON.stringify(value).replace(/^"(.*)"$/, "$1")}\``;
const toCell = (text) => text.replaceAll("|", "\\|").replaceAll("\n", " ");

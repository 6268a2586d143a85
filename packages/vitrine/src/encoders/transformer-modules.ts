/**
 * @file What the files of sentence-transformers say about a model: how its tokens are pooled,
 * where texts are cut, whether they are lowered first.
 *
 * `modules.json` lists the steps; each has a folder with its settings. Where
 * the files are absent the model is taken as most are: mean of the tokens, cut
 * at what its positions allow. A step that is not known here is refused by
 * name, since leaving it out would give other vectors.
 *
 * @see https://sbert.net/docs/package_reference/sentence_transformer/models.html
 */
import { z } from "zod";
import { VitrineError } from "../errors.js";
import type { PoolingMode } from "./pooling.js";

/** Settings around the transformer. */
export interface TransformerModules {
  readonly pooling: PoolingMode;
  /** Most tokens of a text, special ones included; undefined where no file says so. */
  readonly maxTokens?: number;
  /** Whether texts are put in lower case before they are tokenised. */
  readonly lowerCase: boolean;
}

/** Gives a file of the model as parsed JSON, undefined when absent. */
export type ReadJson = (file: string) => Promise<unknown>;

const modulesSchema = z.array(z.object({ path: z.string(), type: z.string() }));
const settingsSchema = z.object({
  max_seq_length: z.number().int().positive().nullish(),
  do_lower_case: z.boolean().default(false),
});
const flag = z.boolean().default(false);
const poolingSchema = z.object({
  pooling_mode_cls_token: flag,
  pooling_mode_mean_tokens: flag,
  pooling_mode_max_tokens: flag,
  pooling_mode_mean_sqrt_len_tokens: flag,
  pooling_mode_weightedmean_tokens: flag,
  pooling_mode_lasttoken: flag,
});
const tokenizerSchema = z.object({ model_max_length: z.number().positive().optional() });

/**
 * Reads the settings of a model.
 *
 * @param model - Its name, for messages.
 * @throws {VitrineError} `MODEL_INVALID` when a file does not hold what it must, or asks for
 *   something that is not supported.
 */
export async function readTransformerModules(
  read: ReadJson,
  model: string,
): Promise<TransformerModules> {
  const files = { read, model };
  const modules = (await parse(files, "modules.json", modulesSchema)) ?? [];
  let poolingFolder = "1_Pooling";
  for (const { path, type } of modules) {
    const step = type.split(".").at(-1);
    if (step === "Pooling") poolingFolder = path;
    else if (step !== "Transformer" && step !== "Normalize") {
      throw invalid(model, "modules.json", `the step ${type} is not supported`);
    }
  }
  const settings = await parse(files, "sentence_bert_config.json", settingsSchema);
  const tokenizer = await parse(files, "tokenizer_config.json", tokenizerSchema);
  // Tokenizers without a limit note 1e30.
  const tokenizerLimit = tokenizer?.model_max_length;
  const maxTokens =
    settings?.max_seq_length ??
    (tokenizerLimit !== undefined && tokenizerLimit < 1e6 ? tokenizerLimit : undefined);
  return {
    pooling: await readPooling(files, `${poolingFolder}/config.json`),
    lowerCase: settings?.do_lower_case ?? false,
    ...(maxTokens === undefined ? {} : { maxTokens }),
  };
}

interface Files {
  readonly read: ReadJson;
  readonly model: string;
}

async function readPooling(files: Files, file: string): Promise<PoolingMode> {
  const raw = await parse(files, file, poolingSchema);
  if (raw === undefined) return "mean";
  const modes: [boolean, PoolingMode | undefined][] = [
    [raw.pooling_mode_mean_tokens, "mean"],
    [raw.pooling_mode_cls_token, "cls"],
    [raw.pooling_mode_max_tokens, "max"],
    [raw.pooling_mode_mean_sqrt_len_tokens, "mean-sqrt-length"],
    [raw.pooling_mode_weightedmean_tokens, undefined],
    [raw.pooling_mode_lasttoken, undefined],
  ];
  const chosen = modes.filter(([isOn]) => isOn).map(([, mode]) => mode);
  const [mode] = chosen;
  if (chosen.length === 1 && mode !== undefined) return mode;
  throw invalid(
    files.model,
    file,
    "exactly one of pooling by mean, cls, max and mean-sqrt-length must be on",
  );
}

async function parse<T>(
  { read, model }: Files,
  file: string,
  schema: z.ZodType<T>,
): Promise<T | undefined> {
  const json = await read(file);
  if (json === undefined) return undefined;
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw invalid(
    model,
    file,
    `${issue?.path.join(".") ?? "it"} does not hold (${issue?.message ?? ""})`,
  );
}

function invalid(model: string, file: string, rule: string): VitrineError {
  return new VitrineError("MODEL_INVALID", `${model}/${file}: ${rule}. Use another model.`, {
    model,
    file,
  });
}

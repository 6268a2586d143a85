/**
 * @file Texts to token ids, cut to the length that the model was trained on.
 *
 * Cutting keeps the special tokens around the text, as sentence-transformers
 * does: [CLS], the first tokens, [SEP]. What `tokenizer.json` itself says about
 * cutting and padding is left out of account: it is what the file's author last
 * used, often less than what the model takes.
 */
import { Tokenizer } from "@huggingface/tokenizers";
import { z } from "zod";
import { VitrineError } from "../errors.js";

/** Settings of a tokenizer. */
export interface TransformerTokenizerOptions {
  /** Most tokens of a text, special ones included; more than there are special ones. */
  readonly maxTokens: number;
  readonly lowerCase: boolean;
  /** Name of the model, for messages. */
  readonly model: string;
}

/** Turns texts into ids. */
export interface TransformerTokenizer {
  /** Id that fills short rows of a batch. */
  readonly paddingId: number;
  /** Ids of one text with the special ones around it, at most `maxTokens`. */
  encode(text: string): Int32Array;
}

/** What is used of the library's class, whose own declarations do not resolve under NodeNext. */
interface LibraryTokenizer {
  encode(
    text: string,
    options?: { readonly add_special_tokens: boolean },
  ): { readonly ids: readonly number[] };
  token_to_id(token: string): number | undefined;
}
const LibraryTokenizer = Tokenizer as unknown as new (
  json: unknown,
  config: unknown,
) => LibraryTokenizer;

const paddingSchema = z.object({
  padding: z.object({ pad_id: z.number().int().nonnegative() }).nullish().catch(undefined),
});

/**
 * Makes a tokenizer of a model's files.
 *
 * @param json - Parsed `tokenizer.json`.
 * @param config - Parsed `tokenizer_config.json`; `{}` where there is none.
 * @throws {VitrineError} `MODEL_INVALID` when the files describe no tokenizer that can be run, or
 *   `maxTokens` leaves no room for text.
 */
export function createTransformerTokenizer(
  json: unknown,
  config: unknown,
  options: TransformerTokenizerOptions,
): TransformerTokenizer {
  const { maxTokens, lowerCase, model } = options;
  const tokenizer = build(json, config, model);
  const { before, after } = specialTokens(tokenizer, model);
  const room = maxTokens - before.length - after.length;
  if (room < 1) {
    throw invalid(model, `${maxTokens} tokens must leave room for text beside the special ones`);
  }
  const pad = tokenizer.token_to_id("[PAD]") ?? tokenizer.token_to_id("<pad>");
  return {
    paddingId: paddingSchema.safeParse(json).data?.padding?.pad_id ?? pad ?? 0,
    encode(text) {
      const { ids } = tokenizer.encode(lowerCase ? text.toLowerCase() : text, {
        add_special_tokens: false,
      });
      return Int32Array.of(...before, ...ids.slice(0, room), ...after);
    },
  };
}

function build(json: unknown, config: unknown, model: string): LibraryTokenizer {
  try {
    return new LibraryTokenizer(json, config ?? {});
  } catch (cause) {
    throw invalid(model, "it must describe a tokenizer that is supported", cause);
  }
}

// What surrounds any text is seen by encoding one with and without it.
function specialTokens(
  tokenizer: LibraryTokenizer,
  model: string,
): { before: readonly number[]; after: readonly number[] } {
  const probe = "a";
  const bare = tokenizer.encode(probe, { add_special_tokens: false }).ids;
  const whole = tokenizer.encode(probe).ids;
  for (let start = 0; start + bare.length <= whole.length; start++) {
    if (bare.every((id, index) => id === whole[start + index])) {
      return { before: whole.slice(0, start), after: whole.slice(start + bare.length) };
    }
  }
  throw invalid(model, "the post-processor must leave a text's tokens together");
}

function invalid(model: string, rule: string, cause?: unknown): VitrineError {
  return new VitrineError(
    "MODEL_INVALID",
    `${model}/tokenizer.json: ${rule}. Get the model again, or use another one.`,
    { model, file: "tokenizer.json" },
    { cause },
  );
}

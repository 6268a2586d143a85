/**
 * @file Which tokens of a BERT vocabulary a static encoder keeps: those its tokenizer can meet.
 */
import { VitrineError } from "../../errors.js";

/** The tokens that are kept, in the order of their ids. */
export interface KeptVocabulary {
  /** Shape [kept]. */
  readonly tokens: readonly string[];
  /** Shape [kept]: id of each in the model's own vocabulary. */
  readonly ids: Int32Array;
}

/**
 * Drops special and unused tokens and every one that is not lower-case ASCII.
 *
 * @param vocabulary - Token by id; undefined where an id is free.
 * @param model - Name of the model, for messages.
 * @throws {VitrineError} `MODEL_INVALID` when no words, no pieces or no characters are left.
 */
export function keepVocabulary(
  vocabulary: readonly (string | undefined)[],
  model: string,
): KeptVocabulary {
  const tokens: string[] = [];
  const ids: number[] = [];
  vocabulary.forEach((token, id) => {
    // A word or the rest of one, or a punctuation mark: what the tokenizer cuts text into.
    if (token === undefined || !/^(?:(?:##)?[a-z0-9]+|[!-~])$/.test(token)) return;
    tokens.push(token);
    ids.push(id);
  });
  for (const [what, pattern] of [
    ["words", /^[a-z0-9]{2}/],
    ["pieces that go on a word", /^##[a-z0-9]/],
    ["characters", /^.$/],
  ] as const) {
    if (tokens.some((token) => pattern.test(token))) continue;
    throw new VitrineError(
      "MODEL_INVALID",
      `${model}: the vocabulary must hold ${what} in lower-case ASCII; got none. Distil an uncased model of a language in Latin script.`,
      { model },
    );
  }
  return { tokens, ids: Int32Array.from(ids) };
}

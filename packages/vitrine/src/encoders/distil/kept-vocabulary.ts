/**
 * @file Which tokens of a BERT vocabulary a static encoder keeps: those its tokenizer can meet.
 */

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
 */
export function keepVocabulary(vocabulary: readonly (string | undefined)[]): KeptVocabulary {
  const tokens: string[] = [];
  const ids: number[] = [];
  vocabulary.forEach((token, id) => {
    // A word or the rest of one, or a punctuation mark: what the tokenizer cuts text into.
    if (token === undefined || !/^(?:(?:##)?[a-z0-9]+|[!-~])$/.test(token)) return;
    tokens.push(token);
    ids.push(id);
  });
  return { tokens, ids: Int32Array.from(ids) };
}

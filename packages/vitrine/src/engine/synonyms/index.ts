/** @file Synonyms mined from a catalogue. */
export { minedSynonymRules, mineSynonyms } from "./mine-synonyms.js";
export type { MinedSynonym, MineSynonymsOptions, SynonymEvidence } from "./mine-synonyms.js";
export { countWordContexts } from "./word-contexts.js";
export type { SynonymSource, WordContexts } from "./word-contexts.js";

/**
 * @file Synonyms that a shop writes down: a file of lines, and what they mean for a query.
 *
 * ```text
 * # comments and empty lines are skipped
 * sofa, couch, settee            # each finds the others
 * trainers => sneakers, runners  # the left finds the right, not the other way round
 * tv, television set             # entries of several words
 * ```
 *
 * Entries are compared as folded words; with a stemmer also by their stems, so that `sofa`
 * covers `sofas`. Synonyms of synonyms are not followed: cycles are harmless, and a group is
 * what its line says. O(query words × longest entry) time.
 */
import { VitrineError } from "../errors.js";
import { createAnalyzer } from "./analyze.js";

/** One entry finds others. */
export interface SynonymRule {
  /** Folded words of the entry that is asked for. */
  readonly from: readonly string[];
  /** Folded words of the entry that is found besides. */
  readonly to: readonly string[];
  /** How much a match by `to` counts beside one by `from`; above 0, at most 1. */
  readonly weight: number;
  /** `file` for what a shop wrote, `catalogue` for what was mined. */
  readonly source: "file" | "catalogue";
}

/** Words that may stand in the place of `length` words from the word `from` on. */
export interface SpanAlternative {
  readonly from: number;
  readonly length: number;
  readonly words: readonly string[];
  readonly weight: number;
}

/** Options of `parseSynonyms`. */
export interface SynonymFileOptions {
  /** Named in errors; default `synonyms`. */
  readonly path?: string;
  /** Of every rule; default 0.8. */
  readonly weight?: number;
}

/** The most that a file of synonyms may hold. */
export const SYNONYM_LIMITS = { lines: 50_000, entriesOfLine: 100, wordsOfEntry: 8 } as const;

/**
 * Reads the text of a synonyms file.
 *
 * @returns A rule for each ordered pair; a pair that several lines give once.
 * @throws {VitrineError} `FORMAT_BROKEN` with the line that can not be read, or when there are too many.
 *
 * @example
 * parseSynonyms("trainers => sneakers"); // [{ from: ["trainers"], to: ["sneakers"], weight: 0.8, source: "file" }]
 */
export function parseSynonyms(
  text: string,
  { path = "synonyms", weight = 0.8 }: SynonymFileOptions = {},
): SynonymRule[] {
  const rules = new Map<string, SynonymRule>();
  const lines = text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/);
  if (lines.length > SYNONYM_LIMITS.lines) {
    throw broken(
      path,
      SYNONYM_LIMITS.lines + 1,
      `at most ${SYNONYM_LIMITS.lines} lines`,
      `${lines.length}`,
    );
  }
  lines.forEach((line, index) => {
    const content = line.replace(/(^|\s)#.*$/u, "").trim();
    if (content === "") return;
    const sides = content.split("=>");
    if (sides.length > 2) throw broken(path, index + 1, "one => at most", content);
    const groups = sides.map((side) => readEntries(side, path, index + 1));
    const [left, right] = groups;
    if (right === undefined && left!.length < 2) {
      throw broken(path, index + 1, "at least two entries parted by commas, or =>", content);
    }
    for (const from of left!) {
      for (const to of right ?? left!) {
        if (from.join(" ") === to.join(" ")) continue;
        rules.set(`${from.join(" ")}\n${to.join(" ")}`, { from, to, weight, source: "file" });
      }
    }
  });
  return [...rules.values()];
}

/** Finds alternatives for the words of a query. */
export interface SynonymExpander {
  /**
   * @param words - Folded words in the order of the query.
   * @returns In the order of their places; for the same place and words the greatest weight.
   */
  readonly expand: (words: readonly string[]) => SpanAlternative[];
}

/**
 * Arranges rules for queries.
 *
 * @param stem - Of a folded word; default the word itself. Use the index's.
 *
 * @example
 * const rules = parseSynonyms("sofa, couch");
 * createSynonymExpander(rules).expand(["red", "couch"]); // [{ from: 1, length: 1, words: ["sofa"], weight: 0.8 }]
 */
export function createSynonymExpander(
  rules: Iterable<SynonymRule>,
  stem: (word: string) => string = (word) => word,
): SynonymExpander {
  const byStart = new Map<string, SynonymRule[]>();
  let longest = 0;
  for (const rule of rules) {
    const key = rule.from.map(stem).join(" ");
    const known = byStart.get(key);
    if (known === undefined) byStart.set(key, [rule]);
    else known.push(rule);
    longest = Math.max(longest, rule.from.length);
  }
  return {
    expand(words) {
      const stems = words.map(stem);
      const found = new Map<string, SpanAlternative>();
      for (let from = 0; from < words.length; from++) {
        for (let length = 1; length <= Math.min(longest, words.length - from); length++) {
          const typed = stems.slice(from, from + length).join(" ");
          for (const { to, weight } of byStart.get(typed) ?? []) {
            if (to.map(stem).join(" ") === typed) continue;
            const key = `${from} ${length} ${to.join(" ")}`;
            if ((found.get(key)?.weight ?? 0) < weight)
              found.set(key, { from, length, words: to, weight });
          }
        }
      }
      return [...found.values()];
    },
  };
}

const analyzer = createAnalyzer();

function readEntries(side: string, path: string, line: number): string[][] {
  const entries = side.split(",").map((entry) => {
    const words = analyzer.words(entry);
    if (words.length === 0) throw broken(path, line, "a word in each entry", `"${entry.trim()}"`);
    if (words.length > SYNONYM_LIMITS.wordsOfEntry) {
      throw broken(
        path,
        line,
        `at most ${SYNONYM_LIMITS.wordsOfEntry} words in an entry`,
        `"${entry.trim()}"`,
      );
    }
    return words;
  });
  if (entries.length > SYNONYM_LIMITS.entriesOfLine) {
    throw broken(
      path,
      line,
      `at most ${SYNONYM_LIMITS.entriesOfLine} entries in a line`,
      `${entries.length}`,
    );
  }
  return entries;
}

function broken(
  path: string,
  line: number,
  wanted: string,
  got: string,
): VitrineError<"FORMAT_BROKEN"> {
  const shown = got.length > 80 ? `${got.slice(0, 80)}…` : got;
  return new VitrineError(
    "FORMAT_BROKEN",
    `${path}, line ${line}: a line of synonyms must have ${wanted}; got ${shown}. Write \`sofa, couch\` or \`trainers => sneakers\`.`,
    { path, line },
  );
}

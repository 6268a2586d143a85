/**
 * @file Remembers answers that are asked for again and again, as much of what shoppers ask is. An answer
 * holds until a product changes.
 */
import type { ProductColumns } from "./columns/product-columns.js";
import { RecentKeys, RecentMap } from "./recent-map.js";
import type { SearchAnswer } from "./search-products.js";
import type { SearchOptions } from "./search-options.js";

/** The last answers of an index. */
export interface AnswerMemo {
  /** The answer to the same question while nothing has changed, else what `make` gives. */
  readonly remember: (
    text: string,
    options: SearchOptions,
    make: () => Promise<SearchAnswer>,
  ) => Promise<SearchAnswer>;
}

/** Characters of answers, as JSON, that are kept; some two bytes each in memory. */
const MOST_CHARACTERS = 16 * 2 ** 20;
/** An answer is kept when it is asked for a second time among so many questions. */
const KNOWN_QUESTIONS = 10_000;
/** Longer questions are asked once. */
const LONGEST_QUESTION = 500;

interface KeptAnswer {
  readonly version: number;
  readonly size: number;
  readonly answer: SearchAnswer;
}

/** Starts empty. @param columns - Whose changes end what is remembered. */
export function createAnswerMemo(columns: Pick<ProductColumns, "version">): AnswerMemo {
  const answers = new RecentMap<string, KeptAnswer>(MOST_CHARACTERS, ({ size }) => size);
  const asked = new RecentKeys(KNOWN_QUESTIONS);
  return {
    async remember(text, options, make) {
      // The page of a list comes from the list; explanations are long and asked for once.
      if (options.list !== undefined || options.explain === true) return make();
      const { version } = columns;
      const question = JSON.stringify([text, options]);
      const known = answers.get(question);
      if (known?.version === version) return known.answer;
      const answer = await make();
      if (question.length > LONGEST_QUESTION || !asked.wasThere(question)) return answer;
      const size = JSON.stringify(answer).length;
      answers.set(question, { version, size, answer: frozen(answer) });
      return answer;
    },
  };
}

/** One answer goes to many callers: none of them can change it for the others. */
function frozen<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.values(value).forEach(frozen);
  return Object.freeze(value);
}

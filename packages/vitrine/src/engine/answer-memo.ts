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

const REMEMBERED = 2000;
/** An answer is kept when it is asked for a second time among so many questions. */
const KNOWN_QUESTIONS = 10_000;
/** Longer answers take more memory than they save time. */
const MOST_HITS = 100;

/** Starts empty. @param columns - Whose changes end what is remembered. */
export function createAnswerMemo(columns: Pick<ProductColumns, "version">): AnswerMemo {
  const answers = new RecentMap<
    string,
    { readonly version: number; readonly answer: SearchAnswer }
  >(REMEMBERED);
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
      if (answer.hits.length <= MOST_HITS && asked.wasThere(question)) {
        answers.set(question, { version, answer });
      }
      return answer;
    },
  };
}

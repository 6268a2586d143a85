import { describe, expect, it } from "vitest";
import { createAnswerMemo } from "./answer-memo.js";
import type { SearchAnswer } from "./search-products.js";

const answerOf = (query: string, hits = 0): SearchAnswer => ({
  query,
  mode: "hybrid",
  filters: [],
  understood: [],
  hits: Array.from({ length: hits }, (_, at) => ({
    id: String(at),
    score: 1,
    title: "",
    categoryPath: [],
  })),
  total: hits,
  offset: 0,
  limit: 10,
  list: "list",
});

/** A memo, and how often answers had to be made. */
function counted(): {
  columns: { version: number };
  ask: (text: string, options?: object, hits?: number) => Promise<SearchAnswer>;
  made: () => number;
} {
  const columns = { version: 0 };
  const memo = createAnswerMemo(columns);
  let count = 0;
  return {
    columns,
    made: () => count,
    ask: async (text, options = {}, hits = 0) =>
      memo.remember(text, options, () => {
        count += 1;
        return Promise.resolve(answerOf(text, hits));
      }),
  };
}

describe("the memo of answers", () => {
  it("keeps an answer from the second time on while nothing changes", async () => {
    const { ask, made } = counted();
    await ask("desk");
    expect(await ask("desk")).toBe(await ask("desk"));
    expect(made()).toBe(2);
    await ask("desk", { limit: 5 });
    await ask("lamp");
    expect(made()).toBe(4);
  });

  it("forgets it when a product changes, also while it is made", async () => {
    const { ask, columns, made } = counted();
    await ask("desk");
    await ask("desk");
    columns.version += 1;
    await ask("desk");
    expect(made()).toBe(3);

    const memo = createAnswerMemo(columns);
    await memo.remember("desk", {}, () => Promise.resolve(answerOf("desk")));
    const old = await memo.remember("desk", {}, () => {
      columns.version += 1;
      return Promise.resolve(answerOf("desk"));
    });
    expect(await memo.remember("desk", {}, () => Promise.resolve(answerOf("desk")))).not.toBe(old);
  });

  it("keeps no later pages, no explanations, and no question as long as a page", async () => {
    const { ask, made } = counted();
    for (const options of [{ list: "a" }, { explain: true }]) {
      await ask("desk", options);
      await ask("desk", options);
    }
    for (let time = 0; time < 3; time++) await ask("desk ".repeat(200));
    expect(made()).toBe(7);
  });

  it("keeps no more than fits into its memory", async () => {
    const { ask, made } = counted();
    const askTwice = async (text: string): Promise<void> => {
      await ask(text, {}, 1000);
      await ask(text, {}, 1000);
    };
    await askTwice("first");
    for (let at = 0; at < 500; at++) await askTwice(`desk ${at}`);
    const before = made();
    await ask("desk 499", {}, 1000);
    expect(made()).toBe(before);
    await ask("first", {}, 1000);
    expect(made()).toBe(before + 1);
  });

  it("gives answers that no caller can change", async () => {
    const { ask } = counted();
    await ask("desk", {}, 3);
    const answer = await ask("desk", {}, 3);
    expect(() => (answer.hits as unknown[]).reverse()).toThrow(TypeError);
    expect(() => Object.assign(answer.hits[0]!, { title: "mine" })).toThrow(TypeError);
  });
});

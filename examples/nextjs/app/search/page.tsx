import type { ReactNode } from "react";
import { Cards } from "../cards";
import { ask, toNote, vitrine } from "../vitrine";

interface Props {
  readonly searchParams: Promise<{ readonly q?: string | readonly string[] }>;
}

export default async function SearchPage({ searchParams }: Props): Promise<ReactNode> {
  const { q } = await searchParams;
  const query = (typeof q === "string" ? q : "").trim();
  const { answer, problem } = await ask(vitrine.search(query, { limit: 12 }));
  return (
    <>
      <h1>Search: {query}</h1>
      {problem !== undefined && <p role="status">{toNote(problem)}</p>}
      {answer !== undefined && (
        <p role="status">{answer.total === 0 ? "Nothing was found." : `${answer.total} found`}</p>
      )}
      {answer !== undefined && <Cards products={answer.hits} />}
      {answer?.nearest !== undefined && (
        <>
          <h2>The nearest, {answer.nearest.reached}</h2>
          <Cards products={answer.nearest.hits} />
        </>
      )}
    </>
  );
}

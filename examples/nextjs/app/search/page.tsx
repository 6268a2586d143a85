import type { ReactNode } from "react";
import type { SearchAnswer } from "vitrine";
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
      {answer !== undefined && <p role="status">{toCount(answer)}</p>}
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

/** How much was found, and for what, when it is not what was typed. */
function toCount({ total, corrected }: SearchAnswer): string {
  if (total === 0) return "Nothing was found.";
  return corrected === undefined ? `${total} found` : `${total} found for “${corrected.to}”`;
}

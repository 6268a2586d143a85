/** @file Titles and queries of the big catalogue, as JSON lists. */
import { createCatalogue, productsOf } from "../catalogue/catalogue.mjs";
import { queriesOf } from "../catalogue/queries.mjs";
import { writeJson } from "../harness/files.mjs";

/**
 * @param {string} folder
 * @param {{ titles: number; queries?: number }} size
 */
export async function writeTitles(folder, { titles, queries = 0 }) {
  const catalogue = createCatalogue(1);
  writeJson(
    `${folder}/titles.json`,
    Array.from(productsOf(catalogue, titles), ({ title }) => title),
  );
  if (queries === 0) return;
  const options = { seed: 2, products: titles, count: queries };
  writeJson(
    `${folder}/queries.json`,
    Array.from(queriesOf(catalogue, options), ({ query }) => query),
  );
}

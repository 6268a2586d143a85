/**
 * @file A suggester of what the catalogue holds, and holds no more, while products come and go.
 *
 * Made when it is first asked: some tens of microseconds a product. A change sets the numbers of
 * the brands, categories and queries that its products name, and of no others.
 *
 * Invariant: it suggests as one that is made anew of the same catalogue.
 */
import type { Product } from "../data/product.js";
import { liveProducts } from "./columns/live-products.js";
import type { ProductColumns } from "./columns/product-columns.js";
import { doAtOnce, doWithPauses, stepThrough } from "./paused-work.js";
import type { PausedWork } from "./paused-work.js";
import { createCatalogueQueries, createSuggester } from "./suggestions/index.js";
import type { CatalogueQueries, Suggester } from "./suggestions/index.js";
import { CATEGORY_JOINT } from "./understanding/query-vocabulary.js";
import type { QueryVocabulary } from "./understanding/query-vocabulary.js";

/** A suggester of a catalogue. */
export interface CatalogueSuggester {
  readonly suggester: () => Suggester;
  /** Makes the suggester now, with pauses; not when the catalogue changes meanwhile. */
  readonly warm: () => Promise<void>;
  /** Follows a change that the vocabulary has counted already. @param before - What `after` takes the place of. */
  readonly follow: (before: readonly Product[], after: readonly Product[]) => void;
}

/**
 * Prepares the suggester of a catalogue.
 *
 * @param vocabulary - The counts as they are now.
 */
export function createCatalogueSuggester(
  columns: ProductColumns,
  vocabulary: () => QueryVocabulary,
): CatalogueSuggester {
  let made: { readonly suggester: Suggester; readonly queries: CatalogueQueries } | undefined;

  let changes = 0;
  const making = function* (): PausedWork<NonNullable<typeof made>> {
    const queries = createCatalogueQueries();
    yield* stepThrough(liveProducts(columns), queries.add);
    yield;
    const { categories, brands } = vocabulary();
    const suggester = createSuggester({
      catalogueQueries: queries.made(),
      categories: countsOf(categories.keys(), categories).map(toCategory),
      brands: countsOf(brands.keys(), brands),
      products: liveProducts(columns),
    });
    return { suggester, queries };
  };
  return {
    suggester() {
      made ??= doAtOnce(making());
      return made.suggester;
    },
    async warm() {
      if (made !== undefined) return;
      const began = changes;
      const warmed = await doWithPauses(making(), () => changes !== began);
      made ??= warmed;
    },
    follow(before, after) {
      changes += 1;
      if (made === undefined) return;
      const { suggester, queries } = made;
      const kept = new Set(after.map(({ id }) => id));
      suggester.removeProducts(before.map(({ id }) => id).filter((id) => !kept.has(id)));
      suggester.upsertProducts(after);
      before.forEach(queries.remove);
      after.forEach(queries.add);
      const { categories, brands } = vocabulary();
      const changed = [...before, ...after];
      const changedBrands = changed.flatMap(({ brand }) => (brand === undefined ? [] : [brand]));
      const changedCategories = changed.flatMap(({ categoryPath }) =>
        categoryPath.map((_, depth) => categoryPath.slice(0, depth + 1).join(CATEGORY_JOINT)),
      );
      suggester.recount({
        catalogueQueries: queries.takeChanges(),
        categories: countsOf(changedCategories, categories).map(toCategory),
        brands: countsOf(changedBrands, brands),
      });
    },
  };
}

interface CountedName {
  readonly name: string;
  readonly count: number;
}

/** Each name once, with its count; 0 where none is left. */
function countsOf(names: Iterable<string>, counts: ReadonlyMap<string, number>): CountedName[] {
  return Array.from(new Set(names), (name) => ({ name, count: counts.get(name) ?? 0 }));
}

function toCategory({ name, count }: CountedName): { path: readonly string[]; count: number } {
  return { path: name.split(CATEGORY_JOINT), count };
}

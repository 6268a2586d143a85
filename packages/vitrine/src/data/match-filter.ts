/**
 * @file Decides whether a product passes filters.
 *
 * A missing value passes no filter, `!=` neither: nothing is known of it. Texts are equal
 * when they fold to the same (case, accents, compatibility forms, white space). Of a list
 * `=` and `in` want one element to be equal, `!=` wants none. A filter is prepared once and
 * then tested on as many products as there are.
 */
import { comparableText } from "../text/comparable-text.js";
import { foldText } from "../text/fold-text.js";
import type { Filter } from "./filter-syntax.js";
import { isFilterField, isNumeric } from "./filter-syntax.js";
import type { AttributeValue, Product } from "./product.js";

/** Whether the product passes the filter. */
export function matchesFilter(product: Product, filter: Filter): boolean {
  return prepareFilter(filter)(product);
}

/** Whether the product passes all of the filters; no filter lets every product pass. */
export function matchesFilters(product: Product, filters: readonly Filter[]): boolean {
  return filters.every((filter) => matchesFilter(product, filter));
}

/** Prepares filters for testing many products; the test is true where all of them hold. */
export function prepareFilters(filters: readonly Filter[]): (product: Product) => boolean {
  const tests = filters.map(prepareFilter);
  return (product) => tests.every((test) => test(product));
}

type Test = (product: Product) => boolean;
const prepared = new WeakMap<Filter, Test>();

function prepareFilter(filter: Filter): Test {
  const known = prepared.get(filter);
  if (known !== undefined) return known;
  const test = buildTest(filter);
  prepared.set(filter, test);
  return test;
}

function buildTest(filter: Filter): Test {
  const { field } = filter;
  if (!isFilterField(field)) return attributeTest(filter);
  switch (field) {
    case "category":
      return categoryTest(filter);
    case "price":
      return (product) => product.price !== undefined && numberPasses(product.price, filter);
    case "updatedAt": {
      // Parsing gave ISO 8601 in UTC, which every engine reads alike.
      const values = filter.values.map((value) => String(Date.parse(value)));
      return ({ updatedAt }) =>
        updatedAt !== undefined && numberPasses(Date.parse(updatedAt), { ...filter, values });
    }
    case "images": {
      const passes = textTest(filter);
      return (product) => product.images.length > 0 && passes(product.images);
    }
    case "id":
    case "title":
    case "description":
    case "brand":
    case "currency":
    case "availability":
    case "parentId": {
      const passes = textTest(filter);
      return (product) => {
        const value = product[field];
        return value !== undefined && passes([value]);
      };
    }
  }
}

/** `Furniture` is any element of the path; `Home > Furniture` is the path from its root on. */
function categoryTest({ operator, values }: Filter): Test {
  const wanted = values.map((value) =>
    value
      .split(">")
      .map(comparableText)
      .filter((name) => name !== ""),
  );
  const isUnder = (path: readonly string[], subtree: readonly string[]): boolean => {
    const [only] = subtree;
    if (only === undefined) return false;
    if (subtree.length === 1) return path.includes(only);
    return subtree.every((name, depth) => path[depth] === name);
  };
  return ({ categoryPath }) => {
    if (categoryPath.length === 0) return false;
    const path = categoryPath.map(comparableText);
    const isInside = wanted.some((subtree) => isUnder(path, subtree));
    return operator === "!=" ? !isInside : isInside;
  };
}

function attributeTest(filter: Filter): Test {
  const name = foldText(filter.field.replace(/^attributes\./i, ""));
  const passesText = textTest(filter);
  return ({ attributes }) => {
    const value = findAttribute(attributes, name);
    if (value === undefined || (Array.isArray(value) && value.length === 0)) return false;
    if (typeof value === "number") return numberPasses(value, filter);
    if (typeof value === "boolean") return booleanPasses(value, filter);
    const texts: readonly string[] = typeof value === "string" ? [value] : value;
    switch (filter.operator) {
      case "<":
      case "<=":
      case ">":
      case ">=":
        return texts.some((text) => isNumeric(text) && numberPasses(Number(text), filter));
      case "=":
      case "!=":
      case "in":
        return passesText(texts);
    }
  };
}

function findAttribute(
  attributes: Product["attributes"],
  foldedName: string,
): AttributeValue | undefined {
  for (const name in attributes) if (foldText(name) === foldedName) return attributes[name];
  return undefined;
}

function numberPasses(value: number, { operator, values }: Filter): boolean {
  const isEqual = values.some((wanted) => isNumeric(wanted) && Number(wanted) === value);
  const bound = Number(values[0]);
  switch (operator) {
    case "=":
    case "in":
      return isEqual;
    case "!=":
      return !isEqual;
    case "<":
      return value < bound;
    case "<=":
      return value <= bound;
    case ">":
      return value > bound;
    case ">=":
      return value >= bound;
  }
}

function booleanPasses(value: boolean, { operator, values }: Filter): boolean {
  const spellings = value ? ["true", "yes", "1"] : ["false", "no", "0"];
  const isEqual = values.some((wanted) => spellings.includes(comparableText(wanted)));
  if (operator === "=" || operator === "in") return isEqual;
  return operator === "!=" && !isEqual;
}

function textTest({ operator, values }: Filter): (texts: readonly string[]) => boolean {
  const wanted = new Set(values.map(comparableText));
  return (texts) => {
    const isEqual = texts.some((text) => wanted.has(comparableText(text)));
    return operator === "!=" ? !isEqual : isEqual;
  };
}

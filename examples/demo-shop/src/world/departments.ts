/** @file All departments of the shop: the one list, in the order of the shop's menu. */
import { beauty } from "./departments/beauty.js";
import { clothing } from "./departments/clothing.js";
import { furniture } from "./departments/furniture.js";
import { gardenAndOutdoor } from "./departments/garden-and-outdoor.js";
import { kitchen } from "./departments/kitchen.js";
import { lightingAndDecor } from "./departments/lighting-and-decor.js";
import { shoesAndBags } from "./departments/shoes-and-bags.js";
import { stationery } from "./departments/stationery.js";
import { techAccessories } from "./departments/tech-accessories.js";
import { toys } from "./departments/toys.js";
import type { Department, ProductType } from "./product-type.js";

export const departments: readonly Department[] = [
  furniture,
  lightingAndDecor,
  kitchen,
  clothing,
  shoesAndBags,
  gardenAndOutdoor,
  toys,
  techAccessories,
  beauty,
  stationery,
];

const byKey = new Map<string, { readonly type: ProductType; readonly department: Department }>();
for (const department of departments) {
  for (const type of department.types) byKey.set(type.key, { type, department });
}

/** Every product type with its department, in menu order. */
export const productTypes = [...byKey.values()];

/**
 * The type of this key and its department.
 *
 * @throws {Error} When no department has it: a slip in the data files.
 */
export function typeOf(key: string): {
  readonly type: ProductType;
  readonly department: Department;
} {
  const found = byKey.get(key);
  if (found === undefined) throw new Error(`internal: no product type is called ${key}`);
  return found;
}

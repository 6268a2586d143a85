/** @file The demo shop as a library. */
export { drawProduct } from "./drawing/picture.js";
export { gradeOf } from "./queries/intent.js";
export type { Grade, Intent } from "./queries/intent.js";
export type { JudgedQuery, QueryKind } from "./queries/make-queries.js";
export { generateShop } from "./shop.js";
export type { Shop, ShopOptions } from "./shop.js";
export type { AttributeValue, Availability, ShopProduct } from "./text/listing.js";
export type { Trap, TrapKind } from "./traps.js";
export type { ProductTruth } from "./world/product-truth.js";
export { understandingKinds, understandingQueries } from "./understanding/understanding-queries.js";
export type {
  UnderstandingKind,
  UnderstandingQuery,
} from "./understanding/understanding-queries.js";
export { tasteAxes } from "./world/styles.js";
export { drawPicture, writeShop } from "./write-shop.js";
export type { WriteShopOptions } from "./write-shop.js";

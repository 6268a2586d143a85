/** @file The demo shop as a library. */
export { drawProduct } from "./drawing/picture.js";
export { gradeOf } from "./queries/intent.js";
export type { Grade, Intent } from "./queries/intent.js";
export type { JudgedQuery, QueryKind } from "./queries/make-queries.js";
export { generateShop } from "./shop.js";
export type { Shop, ShopOptions } from "./shop.js";
export { appealOf, fitOf, ratingOf } from "./shoppers/appeal.js";
export type { Calendar, Launch, Trend } from "./shoppers/calendar.js";
export { complements } from "./shoppers/complements.js";
export type { Complement, Partners } from "./shoppers/complements.js";
export { generateEvents } from "./shoppers/generate-events.js";
export { createInteractionCollector } from "./shoppers/interactions.js";
export type { InteractionCollector, Interactions } from "./shoppers/interactions.js";
export type { ShopEvent, ShopEventKind } from "./shoppers/shop-event.js";
export type { Habit, ShopperTruth } from "./shoppers/shopper-truth.js";
export { drawShoppers } from "./shoppers/shopper-world.js";
export type { ShopperOptions, ShopperWorld } from "./shoppers/shopper-world.js";
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
export { testDays, writeShoppers } from "./write-shoppers.js";
export type { WrittenShoppers } from "./write-shoppers.js";

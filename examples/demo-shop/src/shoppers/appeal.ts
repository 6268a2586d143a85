/**
 * @file How much a shopper likes a product: the hidden judgement behind all that she does.
 *
 * Taste decides most of it, what everybody likes some, and a whim of hers, that nothing in the
 * shop's files tells, the rest: so no model can be right everywhere. A whim is the same each time
 * that it is asked for, so it needs no memory.
 */
import type { ProductTruth } from "../world/product-truth.js";
import { colours } from "../world/colours.js";
import { materials } from "../world/materials.js";
import type { ShopperTruth } from "./shopper-truth.js";

/**
 * Judges a product, whatever the need for it.
 *
 * @returns About −4 … 4; the mean over shoppers and products is somewhat below 0.
 */
export function appealOf(shopper: ShopperTruth, product: ProductTruth): number {
  return (
    fitOf(shopper, product) +
    1.2 * (product.quality - 0.6) +
    0.15 * Math.log((product.popularity + 0.005) / 0.1) +
    0.7 * whimOf(shopper.id, product.id)
  );
}

/** The part of the appeal that is hers alone and can be learnt: taste, makers, colours, price. */
export function fitOf(shopper: ShopperTruth, product: ProductTruth): number {
  const { family } = colours[product.colour];
  let dot = 0;
  let square = 0;
  for (let axis = 0; axis < product.taste.length; axis++) {
    const value = product.taste[axis]!;
    dot += value * shopper.taste[axis]!;
    square += value * value;
  }
  return (
    2.6 * (dot / Math.max(0.5, Math.sqrt(square))) +
    (shopper.brands.includes(product.brand) ? 0.9 : 0) +
    (shopper.colours.includes(family) ? 0.8 : 0) -
    (shopper.dislikedColour === family ? 1.2 : 0) +
    (shopper.material === materials[product.material].family ? 0.5 : 0) -
    1.4 * shopper.priceCare * Math.max(0, Math.abs(product.priceRank - shopper.priceWish) - 0.15)
  );
}

/**
 * The stars that she gives a product once she has used it: its quality for the most part.
 *
 * @returns 1 … 5, whole; the same at each call.
 */
export function ratingOf(shopper: ShopperTruth, product: ProductTruth): number {
  const stars =
    3.5 +
    4 * (product.quality - 0.62) +
    0.3 * fitOf(shopper, product) +
    0.8 * whimOf(product.id, shopper.id);
  return Math.max(1, Math.min(5, Math.round(stars)));
}

/** Of mean 0 and variance 1, by an even hash of both names. */
function whimOf(one: string, other: string): number {
  let hash = fnv(fnv(0x811c9dc5, one), other);
  // Murmur3's last mixing: FNV alone leaves the upper bits of names of one length alike.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  hash ^= hash >>> 16;
  const [low, high] = [hash & 0xffff, hash >>> 16];
  // The sum of two uniforms has a variance of 1/6.
  return (low / 0x10000 + high / 0x10000 - 1) * Math.sqrt(6);
}

/** FNV-1a over UTF-16 units, going on from a hash. */
function fnv(hash: number, text: string): number {
  let next = hash;
  for (let at = 0; at < text.length; at++) {
    next = Math.imul(next ^ text.charCodeAt(at), 0x01000193);
  }
  return next;
}

/** @file The catalogue in columns. */
import type { Product } from "../../data/product.js";
import type { ProductColumns } from "./product-columns.js";

/** Puts products into columns. Ids that repeat replace. */
export declare function createProductColumns(products?: readonly Product[]): ProductColumns;

/**
 * Reads what `ProductColumns.toBytes` gave.
 *
 * @throws {VitrineError} `BYTES_INVALID` when the bytes are truncated, damaged or of another kind.
 */
export declare function readProductColumns(bytes: Uint8Array): ProductColumns;

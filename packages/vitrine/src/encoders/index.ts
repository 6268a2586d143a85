/** @file Encoders: the contract, and those that come with the package. */
export { rowOf } from "./encoder.js";
export type { EncodeOptions, Encoder, Vectors } from "./encoder.js";
export { loadEncoder } from "./encoders.js";
export type { LoadEncoderOptions } from "./encoders.js";
export { loadStaticEncoder } from "./static-encoder.js";
export { fitTfIdfEncoder, tfIdfEncoderFromBytes } from "./tfidf-encoder.js";
export type { TfIdfEncoder, TfIdfEncoderOptions } from "./tfidf-encoder.js";
export { loadTransformerEncoder } from "./transformer-encoder.js";
export type { TransformerEncoderOptions } from "./transformer-encoder.js";

/** @file Runs the encoder contract on every kind that is listed, so that a new one can not escape it. */
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Encoder } from "../../src/encoders/encoder.js";
import { encoderImplementations, loadEncoder } from "../../src/encoders/encoders.js";
import type { EncoderKind } from "../../src/encoders/encoders.js";
import { fitTfIdfEncoder, tfIdfEncoderFromBytes } from "../../src/encoders/tfidf-encoder.js";
import { createVectorCache, withCache } from "../../src/encoders/vector-cache.js";
import { openSegmentFolder } from "../../src/hub/segment-folder.js";
import { writeTinyBert } from "../tiny-bert.js";
import { describeEncoder } from "./encoder.contract.js";

const temporary = (): Promise<string> => mkdtemp(join(tmpdir(), "vitrine-encoder-"));
const loadTiny = async (): Promise<Encoder> =>
  loadEncoder(await writeTinyBert(join(await temporary(), "tiny-bert")), { threads: 1 });

const loaders: Readonly<Record<EncoderKind, () => Promise<Encoder>>> = {
  static: () => loadEncoder("static"),
  tfidf: () =>
    loadEncoder("tfidf", { fitTexts: ["small oak desk", "large blue lamp", "folding chair"] }),
  transformer: loadTiny,
};

for (const { kind } of encoderImplementations) describeEncoder(kind, loaders[kind]);

// Of more terms than dimensions, so that they are projected; and read back from its bytes.
const manyTexts = Array.from({ length: 60 }, (_, n) => `oak desk ${n} lamp${n % 7} chair${n % 5}`);
describeEncoder("a projected tfidf read from its bytes", async () =>
  tfIdfEncoderFromBytes(fitTfIdfEncoder(manyTexts, { dimensions: 16 }).toBytes()),
);

describeEncoder("a cached encoder", async () =>
  withCache(await loadTiny(), createVectorCache(openSegmentFolder(await temporary()))),
);

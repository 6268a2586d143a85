/** @file Runs the vector index contract on every kind that is listed, so that a new one can not escape it. */
import {
  createVectorIndex,
  loadVectorIndex,
  vectorIndexKinds,
} from "../../src/indexes/vector-indexes.js";
import { describeVectorIndex } from "./vector-index.contract.js";

for (const kind of vectorIndexKinds) {
  describeVectorIndex(kind, {
    create: (dimensions) => createVectorIndex(kind, { dimensions }),
    load: (folder) => loadVectorIndex(kind, folder),
  });
}

/** @file Runs the model contract on every trainer that is listed, so that a new one can not escape it. */
import { trainers } from "../../src/models/models.js";
import { describeModel } from "./model.contract.js";

/** Kinds that say the same to everybody; all others must be personal. */
const sameForAll = new Set(["popularity", "trending"]);

for (const trainer of trainers) {
  describeModel(trainer, { personal: !sameForAll.has(trainer.kind) });
}

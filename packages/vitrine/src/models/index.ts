/** @file Models that learn from what shoppers did, and what they learn from. */
export { checkInteractions, createInteractionsBuilder, historyOf } from "./interactions.js";
export type {
  History,
  Interactions,
  InteractionsBuilder,
  ItemIndex,
  UserIndex,
} from "./interactions.js";
export type { FitContext, Model, RankOptions, Trainer } from "./model.js";
export { fitModel, loadModel, trainerOf, trainers } from "./models.js";
export { rankHistories } from "./rank-histories.js";

/** @file The pages of the studio, which are loaded together when an operator opens the first. */
export { EvaluationPage } from "./evaluation-page.js";
export { EvaluationsPage } from "./evaluations-page.js";
export { ModelsPage } from "./models-page.js";
export { OperatorFrame } from "./operator-frame.js";
export { OverviewPage } from "./overview-page.js";
export { ShopperPage } from "./shopper-page.js";
export { ShoppersPage } from "./shoppers-page.js";

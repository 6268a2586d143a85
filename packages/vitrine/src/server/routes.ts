/** @file All routes, in the order of the documents. */
import type { Route } from "./route.js";
import { artifactsRoute } from "./routes/artifacts-route.js";
import { deleteProductsRoute } from "./routes/delete-products-route.js";
import { docsRoute } from "./routes/docs-route.js";
import { endSessionRoute } from "./routes/end-session-route.js";
import { eraseShopperRoute } from "./routes/erase-shopper-route.js";
import { evaluationRoute } from "./routes/evaluation-route.js";
import { evaluationsRoute } from "./routes/evaluations-route.js";
import { eventsRoute } from "./routes/events-route.js";
import { explainRoute } from "./routes/explain-route.js";
import { exportShopperRoute } from "./routes/export-shopper-route.js";
import { liveRoute } from "./routes/live-route.js";
import { localImageRoute } from "./routes/local-image-route.js";
import { mergeShopperRoute } from "./routes/merge-shopper-route.js";
import { metricsRoute } from "./routes/metrics-route.js";
import { openApiRoute } from "./routes/openapi-route.js";
import { openSessionRoute } from "./routes/open-session-route.js";
import { productRoute } from "./routes/product-route.js";
import { promoteArtifactRoute } from "./routes/promote-artifact-route.js";
import { putProductsRoute } from "./routes/put-products-route.js";
import { readyRoute } from "./routes/ready-route.js";
import { recommendationsRoute } from "./routes/recommendations-route.js";
import { remoteImageRoute } from "./routes/remote-image-route.js";
import { rollbackArtifactRoute } from "./routes/rollback-artifact-route.js";
import { scriptRoute } from "./routes/script-route.js";
import { searchRoute } from "./routes/search-route.js";
import { sessionRoute } from "./routes/session-route.js";
import { similarRoute } from "./routes/similar-route.js";
import { studioAssetRoute } from "./routes/studio-asset-route.js";
import { studioPageRoutes } from "./routes/studio-page-routes.js";
import { suggestRoute } from "./routes/suggest-route.js";
import { welcomeRoute } from "./routes/welcome-route.js";

export const ROUTES: readonly Route[] = [
  searchRoute,
  suggestRoute,
  explainRoute,
  productRoute,
  similarRoute,
  putProductsRoute,
  deleteProductsRoute,
  eventsRoute,
  recommendationsRoute,
  exportShopperRoute,
  eraseShopperRoute,
  mergeShopperRoute,
  localImageRoute,
  remoteImageRoute,
  scriptRoute,
  evaluationsRoute,
  evaluationRoute,
  artifactsRoute,
  promoteArtifactRoute,
  rollbackArtifactRoute,
  sessionRoute,
  openSessionRoute,
  endSessionRoute,
  liveRoute,
  readyRoute,
  metricsRoute,
  openApiRoute,
  docsRoute,
  welcomeRoute,
  ...studioPageRoutes,
  studioAssetRoute,
];

/** @file The pages and their addresses. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Link,
} from "@tanstack/react-router";
import type { ReactNode } from "react";
import { AppFrame } from "./app-frame.js";
import { buttonLook } from "./parts/button.js";
import { ProblemPanel } from "./parts/problem-panel.js";
import { CartPage } from "./shop/cart-page.js";
import { HomePage } from "./shop/home-page.js";
import { ProductPage } from "./shop/product-page.js";
import { SearchPage } from "./shop/search-page.js";
import { readAddress, toSearchAddress, writeAddress } from "./api/search-parameters.js";
import { WishesPage } from "./shop/wishes-page.js";

const root = createRootRoute({ component: AppFrame, notFoundComponent: NoPage });

/** Shoppers do not load what is for operators. */
const loadOperator = async () => import("./operator/index.js");

const studio = createRoute({
  getParentRoute: () => root,
  path: "/studio",
  component: lazyRouteComponent(loadOperator, "OperatorFrame"),
});

const operatorPages = [
  createRoute({
    getParentRoute: () => studio,
    path: "/",
    component: lazyRouteComponent(loadOperator, "OverviewPage"),
  }),
  createRoute({
    getParentRoute: () => studio,
    path: "/models",
    component: lazyRouteComponent(loadOperator, "ModelsPage"),
  }),
  createRoute({
    getParentRoute: () => studio,
    path: "/evaluations",
    component: lazyRouteComponent(loadOperator, "EvaluationsPage"),
  }),
  createRoute({
    getParentRoute: () => studio,
    path: "/evaluations/$id",
    component: lazyRouteComponent(loadOperator, "EvaluationPage"),
  }),
  createRoute({
    getParentRoute: () => studio,
    path: "/shoppers",
    component: lazyRouteComponent(loadOperator, "ShoppersPage"),
  }),
  createRoute({
    getParentRoute: () => studio,
    path: "/shoppers/$id",
    component: lazyRouteComponent(loadOperator, "ShopperPage"),
  }),
] as const;

const pages = [
  createRoute({ getParentRoute: () => root, path: "/", component: HomePage }),
  createRoute({
    getParentRoute: () => root,
    path: "/search",
    validateSearch: toSearchAddress,
    component: SearchPage,
  }),
  createRoute({ getParentRoute: () => root, path: "/products/$id", component: ProductPage }),
  createRoute({ getParentRoute: () => root, path: "/cart", component: CartPage }),
  createRoute({ getParentRoute: () => root, path: "/wishes", component: WishesPage }),
  studio.addChildren(operatorPages),
] as const;

export function createAppRouter() {
  return createRouter({
    routeTree: root.addChildren(pages),
    parseSearch: readAddress,
    stringifySearch: writeAddress,
    scrollRestoration: true,
    defaultPreload: false,
    defaultErrorComponent: ({ error, reset }) => <ProblemPanel error={error} onRetry={reset} />,
  });
}

function NoPage(): ReactNode {
  return (
    <div className="flex flex-col items-start gap-4 py-8">
      <h1 className="text-display">There is no such page</h1>
      <p className="text-muted">It may have been moved, or its address has a typing error.</p>
      <Link to="/" className={buttonLook("primary")}>
        Go to the shop
      </Link>
    </div>
  );
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}

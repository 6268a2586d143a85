/** @file The demo shop, a small one, served as `vitrine serve` serves it. */
import { join } from "node:path";
import { generateShop, drawShoppers, writeShop } from "@vitrine/demo-shop";
import { createEngine } from "vitrine";
import type { Engine } from "vitrine";
import { startServer } from "vitrine/server";
import type { RunningServer } from "vitrine/server";
import { afterAll } from "vitest";
import { temporaryFolders } from "../../../packages/vitrine/test/temporary-folder.js";

export interface ServedDemo {
  readonly engine: Engine;
  readonly server: RunningServer;
}

export interface DemoOptions {
  /** Whether nothing is in it; default false. */
  readonly isEmpty?: boolean;
  /** Before the server starts, such as to make keys. */
  readonly prepare?: (engine: Engine) => Promise<void>;
}

const SEED = 1;
const PRODUCTS = 160;

/**
 * Prepares to serve; call it once at the top of a test file.
 *
 * @returns Serves the demo shop until the end of the file.
 */
export function servedDemos(): (options?: DemoOptions) => Promise<ServedDemo> {
  const makeFolder = temporaryFolders();
  const closing: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const close of closing) await close();
  });
  return async ({ isEmpty = false, prepare } = {}) => {
    const workspace = makeFolder();
    const engine = await createEngine({
      workspace,
      offline: true,
      // Tests share their machine with others, which must not make them refuse.
      config: { server: { images: { folder: "shop" }, maxEventLoopDelayMs: 60_000, rateLimit: 0 } },
    });
    closing.push(async () => engine.close());
    if (!isEmpty) {
      const shop = generateShop({ seed: SEED, products: PRODUCTS, traps: false });
      const shoppers = drawShoppers(shop, { shoppers: 80, days: 30 });
      const folder = join(workspace, "shop");
      await writeShop(shop, folder, { pictures: true, shoppers });
      await engine.importProducts(join(folder, "products.jsonl"));
      await engine.index();
      await engine.importEvents(join(folder, "events.jsonl"));
      await engine.train();
    }
    await prepare?.(engine);
    const server = await startServer(engine, { port: 0 });
    closing.unshift(async () => server.stop());
    return { engine, server };
  };
}

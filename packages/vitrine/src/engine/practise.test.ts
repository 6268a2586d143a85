import { expect, it } from "vitest";
import { makeProducts } from "../../test/made-catalogue.js";
import { openEngines } from "../../test/open-engines.js";
import { temporaryFolders } from "../../test/temporary-folder.js";

const { open, openIndexed } = openEngines(temporaryFolders());

it("makes a server ready whatever its titles are, also one word of 20,000 characters", async () => {
  const { engine, folder } = await openIndexed(makeProducts(400), "tfidf");
  // The first of all is searched for.
  await engine.upsertProducts([{ ...makeProducts(1)[0]!, title: "x".repeat(20_000) }]);
  const server = await open({ workspace: folder, follow: "in the background" });
  expect(await server.prepare()).toMatchObject({ products: 400 });
  expect((await server.search("desk")).total).toBeGreaterThan(0);
});

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
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

it("opens what it recommends from before anybody asks", async () => {
  const { engine, folder } = await openIndexed(makeProducts(400), "tfidf");
  const [first, second] = makeProducts(2);
  await engine.recordEvents([
    { kind: "view", shopper: "s", product: first!.id },
    { kind: "view", shopper: "s", product: second!.id },
  ]);
  await engine.train();
  const server = await open({ workspace: folder, follow: "in the background" });
  await server.prepare();
  const { items } = await server.recommend({ placement: "trending", product: first!.id });
  expect(items.map(({ id }) => id)).toContain(second!.id);
});

it("is ready to search where there is no recommending", async () => {
  const { engine, folder } = await openIndexed(makeProducts(400), "tfidf");
  await engine.recordEvents([{ kind: "view", shopper: "s", product: makeProducts(1)[0]!.id }]);
  const { version } = await engine.train();
  const warnings: string[] = [];
  const log = { warn: (message: string) => warnings.push(message) };
  const server = await open({ workspace: folder, follow: "in the background", log });
  await writeFile(
    join(folder, ".vitrine/artifacts/recommendations", version, "manifest.json"),
    "{",
  );
  expect(await server.prepare()).toMatchObject({ products: 400 });
  expect(
    warnings.filter((message) => message.includes("Recommendations must be readable")),
  ).toEqual([expect.stringContaining("its manifest is not JSON")]);
  await server.prepare();
  expect(warnings).toHaveLength(1);
  await expect(server.recommend({ placement: "trending" })).rejects.toThrow();
});

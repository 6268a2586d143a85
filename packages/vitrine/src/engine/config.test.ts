import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolders } from "../../test/temporary-folder.js";
import { isVitrineError } from "../errors.js";
import { checkConfig, defineConfig, loadConfig } from "./config.js";
import { locateWorkspace } from "./workspace.js";

const makeFolder = temporaryFolders();

async function load(source: string, folder = makeFolder()): Promise<unknown> {
  writeFileSync(join(folder, "vitrine.config.ts"), source);
  return loadConfig(locateWorkspace(folder));
}

async function messageOf(source: string): Promise<string> {
  const error: unknown = await load(source).catch((caught: unknown) => caught);
  if (!isVitrineError(error, "CONFIG_INVALID")) throw new Error("it must be refused");
  return error.message;
}

describe("the configuration", () => {
  it("has a default for every setting", async () => {
    const config = await loadConfig(locateWorkspace(makeFolder()));
    expect(config).toEqual(checkConfig({}, "nowhere"));
    expect(config).toMatchObject({
      products: { mapping: {}, onBadRow: "stop" },
      search: { encoder: "static", language: "en", ranking: { fusion: "z-score" } },
    });
  });

  it("is TypeScript that runs in a folder where nothing is installed", async () => {
    const config = await load(`
      import { join } from "node:path";
      import { defineConfig } from "vitrine";
      interface Shop { readonly name: string }
      const shop: Shop = { name: "demo" };
      export default defineConfig({
        products: { file: join("feeds", \`\${shop.name}.csv\`), mapping: { id: "sku" as const } },
        search: { ranking: { voteWeight: 0 } },
      });
    `);
    expect(config).toMatchObject({
      products: { file: join("feeds", "demo.csv"), mapping: { id: "sku" } },
      search: { encoder: "static", ranking: { voteWeight: 0, feedbackWeight: 1 } },
    });
  });

  it("may be split over files beside it", async () => {
    const folder = makeFolder();
    mkdirSync(join(folder, "settings"));
    writeFileSync(join(folder, "settings", "mapping.ts"), `export const id: string = "uniq_id";\n`);
    const config = await load(
      `import { id } from "./settings/mapping";\nexport default { products: { mapping: { id } } };`,
      folder,
    );
    expect(config).toMatchObject({ products: { mapping: { id: "uniq_id" } } });
  });

  it("is read again when it has changed", async () => {
    const folder = makeFolder();
    const first = await load(`export default { search: { language: "de" } };`, folder);
    const second = await load(`export default { search: { language: "fr" } };`, folder);
    expect([first, second]).toMatchObject([
      { search: { language: "de" } },
      { search: { language: "fr" } },
    ]);
  });

  it.each([
    ["{ search: { encodr: 'static' } }", /encodr/],
    ["{ search: { ranking: { voteWeight: -1 } } }", /search\.ranking\.voteWeight/],
    ["{ search: { ranking: { fusion: 'sum' } } }", /search\.ranking\.fusion/],
    ["{ search: { index: 7 } }", /search\.index/],
    ["{ search: { language: 'klingon' } }", /search\.language/],
    ["{ products: { onBadRow: 'ignore' } }", /products\.onBadRow/],
    ["{ products: { mapping: { id: 7 } } }", /products\.mapping\.id/],
    ["{ shop: {} }", /shop/],
  ])("%s is refused by the name of the setting", async (config, name) => {
    const message = await messageOf(`export default ${config};`);
    expect(message).toMatch(name);
    expect(message).toMatch(/vitrine\.config\.ts/);
  });

  it("names every setting that is wrong, not the first alone", async () => {
    const message = await messageOf(
      `export default { search: { index: 7, encoder: 7 }, products: { onBadRow: 1 } };`,
    );
    for (const name of ["search.index", "search.encoder", "products.onBadRow"]) {
      expect(message).toContain(name);
    }
  });

  it.each([
    ["does not parse", "export default {{{"],
    ["throws", `throw new Error("no such feed");`],
    ["imports what is not there", `import "./absent";\nexport default {};`],
  ])("that %s is refused with the reason", async (_, source) => {
    expect(await messageOf(source)).toMatch(/running it failed: /);
  });

  it.each(["export default 7;", "export default null;", "export default [];"])(
    "%s is refused",
    async (source) => {
      expect(await messageOf(source)).toMatch(
        /must (hold a valid configuration|be a TypeScript module)/,
      );
    },
  );

  it("passes through defineConfig unchanged", () => {
    const config = { products: { file: "products.csv" } };
    expect(defineConfig(config)).toBe(config);
  });
});

/**
 * @file `GET /scripts/{path}`: the client and the elements as modules for pages, without a build; open
 * to anyone, because a page can send no key with its scripts.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { VitrineError } from "../../errors.js";
import { defineRoute, RawAnswer } from "../route.js";

/** Folders of the build whose modules need nothing but a browser. */
const FOLDERS = ["client", "elements"] as const;
const build = fileURLToPath(new URL("../../../dist/", import.meta.url));

interface Script {
  readonly text: string;
  readonly entityTag: string;
}

let scripts: ReadonlyMap<string, Script> | undefined;

export const scriptRoute = defineRoute({
  method: "GET",
  path: "/scripts/{path*}",
  name: "script",
  summary: "The client and the elements for pages: /scripts/elements/index.js.",
  access: "anyone",
  params: z.strictObject({
    path: z
      .string()
      .min(1)
      .max(200)
      .meta({ examples: ["elements/index.js"] }),
  }),
  answer: { mediaTypes: ["text/javascript"] },
  handle: async ({ params: { path }, headers }) => {
    scripts ??= readScripts();
    const script = scripts.get(path);
    if (script === undefined) {
      throw new VitrineError(
        "ROUTE_NOT_FOUND",
        `A script must be one of ${[...scripts.keys()].join(", ")}; got "${path}". Ask for elements/index.js.`,
        { path: `/scripts/${path}` },
      );
    }
    const { text, entityTag } = script;
    const caching = {
      etag: entityTag,
      "cache-control": "public, max-age=300",
      "cross-origin-resource-policy": "cross-origin",
    };
    if (headers["if-none-match"] === entityTag) return new RawAnswer(304, caching);
    return Promise.resolve(
      new RawAnswer(200, { ...caching, "content-type": "text/javascript; charset=utf-8" }, text),
    );
  },
});

/** All of them, some ten kilobytes: no path of a request ever reaches the file system. */
function readScripts(): ReadonlyMap<string, Script> {
  return new Map(
    FOLDERS.flatMap((folder) =>
      readdirSync(`${build}${folder}`)
        .filter((name) => name.endsWith(".js"))
        .map((name): [string, Script] => {
          const text = readFileSync(`${build}${folder}/${name}`, "utf8");
          const entityTag = `"${createHash("sha256").update(text).digest("base64url")}"`;
          return [`${folder}/${name}`, { text, entityTag }];
        }),
    ),
  );
}

/** @file `GET /assets/{path}`: scripts, styles and fonts of the web app. */
import { z } from "zod";
import { VitrineError } from "../../errors.js";
import { defineRoute, RawAnswer } from "../route.js";
import { studioFiles } from "../studio-files.js";

export const studioAssetRoute = defineRoute({
  method: "GET",
  path: "/assets/{path*}",
  name: "studioAsset",
  summary: "A script, style or font of the web app.",
  access: "anyone",
  params: z.strictObject({
    path: z
      .string()
      .min(1)
      .max(200)
      .meta({ examples: ["theme.js"] }),
  }),
  answer: { mediaTypes: ["text/javascript", "text/css", "image/svg+xml", "font/woff2"] },
  handle: async ({ params: { path }, headers }) => {
    const file = studioFiles().get(`assets/${path}`);
    if (file === undefined) {
      throw new VitrineError(
        "ROUTE_NOT_FOUND",
        `A file must be one of the web app; got "${path}". A page of an older version may ask for it: load the page again.`,
        { path: `/assets/${path}` },
      );
    }
    const caching = {
      etag: file.entityTag,
      "cache-control": file.isImmutable
        ? "public, max-age=31536000, immutable"
        : "public, max-age=300",
      vary: "accept-encoding",
    };
    if (headers["if-none-match"] === file.entityTag) return new RawAnswer(304, caching);
    const told = { ...caching, "content-type": file.mediaType };
    const compressed = takesBrotli(headers["accept-encoding"]) ? file.compressed() : undefined;
    if (compressed === undefined) return new RawAnswer(200, told, file.bytes);
    return new RawAnswer(200, { ...told, "content-encoding": "br" }, await compressed);
  },
});

function takesBrotli(accepted: string | readonly string[] | undefined): boolean {
  return (
    typeof accepted === "string" && /(^|,)\s*br\s*(,|;\s*q=(?!0(\.0*)?\s*(,|$))|$)/.test(accepted)
  );
}

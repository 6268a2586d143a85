/** @file `GET /v1/images/{path}`: open to anyone, because a page can send no key with its pictures. */
import { resolve } from "node:path";
import { z } from "zod";
import { IMAGE_TYPES } from "../images/image-types.js";
import { openLocalImage } from "../images/local-image.js";
import { defineRoute, RawAnswer } from "../route.js";

export const localImageRoute = defineRoute({
  method: "GET",
  path: "/v1/images/{path*}",
  name: "localImage",
  summary: "A picture of the workspace's folder of pictures.",
  access: "anyone",
  params: z.strictObject({
    path: z
      .string()
      .min(1)
      .max(1000)
      .meta({ examples: ["desks/oak.jpg"] }),
  }),
  answer: { mediaTypes: IMAGE_TYPES },
  handle: async ({ engine: { workspace, config }, params: { path }, headers }) => {
    const folder = resolve(workspace.folder, config.server.images.folder);
    const { file, mediaType, bytes, entityTag } = await openLocalImage(folder, path);
    const caching = {
      etag: entityTag,
      "cache-control": "public, max-age=300",
      "cross-origin-resource-policy": "cross-origin",
    };
    if (headers["if-none-match"] === entityTag) {
      await file.close();
      return new RawAnswer(304, caching);
    }
    const headersOfFile = {
      ...caching,
      "content-type": mediaType,
      "content-length": String(bytes),
    };
    // An empty range can not be asked of a stream; one that has an end holds the length that was told.
    if (bytes > 0) {
      return new RawAnswer(200, headersOfFile, file.createReadStream({ end: bytes - 1 }));
    }
    await file.close();
    return new RawAnswer(200, headersOfFile, "");
  },
});

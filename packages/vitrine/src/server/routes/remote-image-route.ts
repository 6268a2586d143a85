/** @file `GET /v1/images?url=…`: open to anyone, because a page can send no key with its pictures. */
import { z } from "zod";
import { IMAGE_TYPES } from "../images/image-types.js";
import { defineRoute, RawAnswer } from "../route.js";

export const remoteImageRoute = defineRoute({
  method: "GET",
  path: "/v1/images",
  name: "remoteImage",
  summary: "A picture of a host that `server.images.hosts` lists.",
  access: "anyone",
  query: z.strictObject({ url: z.string().min(1).max(2000).describe("Where the picture is.") }),
  answer: { mediaTypes: IMAGE_TYPES },
  handle: async ({ images, query: { url } }) => {
    const { mediaType, bytes } = await images.fetch(url);
    return new RawAnswer(
      200,
      {
        "content-type": mediaType,
        "cache-control": "public, max-age=86400",
        "cross-origin-resource-policy": "cross-origin",
      },
      bytes,
    );
  },
});

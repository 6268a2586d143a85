/** @file `GET /openapi.json`. */
import { z } from "zod";
import { defineRoute } from "../route.js";

export const openApiRoute = defineRoute({
  method: "GET",
  path: "/openapi.json",
  name: "openApi",
  summary: "This API as an OpenAPI 3.1 document.",
  access: "anyone",
  answer: z.looseObject({ openapi: z.string() }),
  handle: async ({ openApi }) => Promise.resolve({ openapi: "3.1.0", ...openApi() }),
});

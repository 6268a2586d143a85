/** @file `DELETE /v1/session`. */
import { defineRoute, RawAnswer } from "../route.js";

export const endSessionRoute = defineRoute({
  method: "DELETE",
  path: "/v1/session",
  name: "endSession",
  summary: "Signs the operator out.",
  access: "anyone",
  answer: { mediaTypes: [] },
  handle: async ({ access, headers: { cookie }, isSecure }) =>
    new RawAnswer(204, {
      "set-cookie": await access.sessions.end(
        typeof cookie === "string" ? cookie : undefined,
        isSecure,
      ),
    }),
});

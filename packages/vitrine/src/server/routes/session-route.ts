/** @file `GET /v1/session`. */
import { VitrineError } from "../../errors.js";
import { defineRoute } from "../route.js";
import { sessionShape } from "../shapes/session-shape.js";

export const sessionRoute = defineRoute({
  method: "GET",
  path: "/v1/session",
  name: "session",
  summary: "The operator's session that the request's cookie holds.",
  access: "session",
  answer: sessionShape,
  handle: async ({ access, caller, headers: { cookie } }) => {
    const session = await access.sessions.find(typeof cookie === "string" ? cookie : undefined);
    if (session !== undefined && caller.kind === "admin" && caller.id === session.keyId) {
      return { ...session, scopes: caller.scopes };
    }
    throw new VitrineError(
      "KEY_REQUIRED",
      "There must be a session that holds; there is none. Sign in: POST /v1/session",
      { needs: "a session" },
    );
  },
});

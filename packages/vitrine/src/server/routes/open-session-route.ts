/** @file `POST /v1/session`. */
import { z } from "zod";
import { defineRoute, RawAnswer } from "../route.js";
import { sessionShape } from "../shapes/session-shape.js";

export const openSessionRoute = defineRoute({
  method: "POST",
  path: "/v1/session",
  name: "openSession",
  summary: "Signs an operator in by key; the answer sets the cookie of the session.",
  access: "anyone",
  body: z.strictObject({ key: z.string().max(200).describe("An operator's key.") }),
  answer: sessionShape,
  handle: async ({ access, body, isSecure }) => {
    const key = await access.needAdminKey(body.key);
    const { session, cookie } = access.sessions.open(key.id, isSecure);
    return new RawAnswer(
      200,
      { "content-type": "application/json; charset=utf-8", "set-cookie": cookie },
      JSON.stringify({ ...session, scopes: key.scopes }),
    );
  },
});

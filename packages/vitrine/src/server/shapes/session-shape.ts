/** @file An operator's session. */
import { z } from "zod";
import { SCOPES } from "../keys-file.js";

export const sessionShape = z.strictObject({
  keyId: z.string(),
  /** Sent as `X-CSRF-Token` with everything that is no GET. */
  csrfToken: z.string(),
  expires: z.string(),
  scopes: z.array(z.enum(SCOPES)).readonly(),
});

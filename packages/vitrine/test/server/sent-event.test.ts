import fc from "fast-check";
import { expect, it } from "vitest";
import { z } from "zod";
import { eventInputSchema, eventKinds } from "../../src/data/event.js";
import { toOpenApi } from "../../src/server/openapi.js";
import { ROUTES } from "../../src/server/routes.js";

it("the document says of an event what is checked in code: who did it, and what its kind needs", () => {
  const { components } = toOpenApi(ROUTES) as {
    components: { schemas: { SentEvent: z.core.JSONSchema.JSONSchema } };
  };
  const documented = z.fromJSONSchema(components.schemas.SentEvent);
  const id = fc.constantFrom("a", "b");
  const event = fc.record(
    {
      kind: fc.constantFrom(...eventKinds),
      ...{ shopper: id, anonymous: id, product: id, query: id },
      products: fc.array(id, { minLength: 1, maxLength: 2 }),
      value: fc.constantFrom(1, 2.5),
    },
    { requiredKeys: ["kind"] },
  );
  const taken = { yes: 0, no: 0 };
  fc.assert(
    fc.property(event, (sent) => {
      const { success } = eventInputSchema.safeParse(sent);
      taken[success ? "yes" : "no"] += 1;
      expect(documented.safeParse(sent).success).toBe(success);
    }),
    { seed: 8, numRuns: 2000 },
  );
  expect(Math.min(taken.yes, taken.no)).toBeGreaterThan(200);
});

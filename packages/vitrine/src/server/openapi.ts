/** @file OpenAPI 3.1 of the routes, from the schemas they check with. */
import { z } from "zod";
import { ENGINE_VERSION } from "../engine/version.js";
import { errorStatuses, statusName } from "./http-status.js";
import { PROBLEM_MEDIA_TYPE, problemSchema } from "./problem.js";
import type { Access, Route } from "./route.js";

type Json = Record<string, unknown>;

/** Describes routes. */
export function toOpenApi(routes: readonly Route[]): Json {
  const schemas = new Map<string, unknown>();
  const paths = new Map<string, Json>();
  const problem = toReference(problemSchema, "output", schemas);
  for (const route of routes) {
    const path = route.path.replace("*}", "}");
    const operations = paths.get(path) ?? {};
    operations[route.method.toLowerCase()] = toOperation(route, schemas);
    paths.set(path, operations);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Vitrine",
      version: ENGINE_VERSION,
      description: "Product search and discovery for online shops.",
      license: { name: "MIT", identifier: "MIT" },
    },
    security: [{ key: [] }],
    paths: Object.fromEntries(paths),
    components: {
      schemas: Object.fromEntries([...schemas].sort(([a], [b]) => (a < b ? -1 : 1))),
      responses: { Problem: problemResponse(problem) },
      securitySchemes: {
        key: {
          type: "http",
          scheme: "bearer",
          description: "A public or operator's key, or a token that the shop signed for a shopper.",
        },
        session: {
          type: "apiKey",
          in: "cookie",
          name: "vitrine_session",
          description: "An operator's session; calls that are no GET need X-CSRF-Token too.",
        },
      },
    },
  };
}

function problemResponse(schema: Json): Json {
  return { description: "A problem (RFC 9457).", content: { [PROBLEM_MEDIA_TYPE]: { schema } } };
}

function toOperation(route: Route, schemas: Map<string, unknown>): Json {
  const { name, summary, access, params, query, body } = route;
  return {
    operationId: name,
    summary,
    ...toSecurity(access),
    parameters: [
      ...toParameters(params, "path", schemas),
      ...toParameters(query, "query", schemas),
    ],
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { "application/json": { schema: toReference(body, "input", schemas) } },
          },
        }),
    responses: { ...toResponses(route, schemas), ...problemResponses(route) },
  };
}

function toSecurity(access: Access): Json {
  if (access === "anyone") return { security: [] };
  if (access === "public") return {};
  if (access === "session") return { security: [{ session: [] }] };
  return {
    security: [{ key: [] }, { session: [] }],
    description: `Needs an operator's key with the scope \`${access}\`.`,
  };
}

function toParameters(
  schema: z.ZodObject | undefined,
  place: "path" | "query",
  schemas: Map<string, unknown>,
): readonly Json[] {
  if (schema === undefined) return [];
  const described = toReference(schema, "input", schemas);
  const required = (described["required"] ?? []) as readonly string[];
  return Object.entries(described["properties"] as Record<string, Json>).map(
    ([name, { description, ...rest }]) => ({
      name,
      in: place,
      required: required.includes(name),
      ...(description === undefined ? {} : { description }),
      schema: rest,
    }),
  );
}

function toResponses({ answer }: Route, schemas: Map<string, unknown>): Json {
  if (answer instanceof z.ZodType) {
    const schema = toReference(answer, "output", schemas);
    return {
      200: { description: "Done.", content: { "application/json": { schema } } },
    };
  }
  const { mediaTypes } = answer;
  if (mediaTypes.length === 0) return { 204: { description: "Done." } };
  return {
    200: {
      description: "Done.",
      content: Object.fromEntries(mediaTypes.map((type) => [type, { schema: {} }])),
    },
    ...(mediaTypes.every((type) => type.startsWith("image/"))
      ? { 304: { description: "As the caller has it." } }
      : {}),
  };
}

/** Every error can come of any route, from what stands before it. */
function problemResponses(route: Route): Json {
  const impossible = new Set([
    ...(route.body === undefined ? [422] : []),
    ...(route.name === "remoteImage" ? [] : [502]),
  ]);
  return Object.fromEntries(
    errorStatuses()
      .filter((status) => !impossible.has(status))
      .map((status) => [
        status,
        { $ref: "#/components/responses/Problem", description: statusName(status) },
      ]),
  );
}

/** A schema as JSON, with its named parts moved to the components. */
function toReference(
  schema: z.ZodType,
  io: "input" | "output",
  schemas: Map<string, unknown>,
): Json {
  const { $defs = {}, ...own } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  for (const [name, part] of Object.entries($defs)) schemas.set(name, toComponent(part));
  const id = schema.meta()?.id;
  if (id === undefined) return toComponent(own) as Json;
  // A named schema may come as a reference to itself among the parts.
  if (own.$ref === undefined) schemas.set(id, toComponent(own));
  return { $ref: `#/components/schemas/${id}` };
}

/**
 * A part as OpenAPI has it: references lead to the components, the dialect is that of the document,
 * and `readOnly`, by which Zod means that a program must not assign, would say that nobody may send it.
 */
function toComponent(part: unknown): unknown {
  const text = JSON.stringify(part).replaceAll('"#/$defs/', '"#/components/schemas/');
  return JSON.parse(text, (key, value: unknown) =>
    key === "$schema" || (key === "readOnly" && value === true) ? undefined : value,
  ) as unknown;
}

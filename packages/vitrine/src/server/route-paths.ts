/** @file Paths of routes: as Fastify writes them, and which methods a path takes. */
import type { Route } from "./route.js";

/** `{id}` as `:id`, and `{path*}`, which takes slashes too, as `*`. */
export function toFastifyPath(path: string): string {
  return path.replaceAll(/\{\w+\*\}/g, "*").replaceAll(/\{(\w+)\}/g, ":$1");
}

/** The methods that some route takes for a path; none when there is no such route. */
export function findMethods(routes: readonly Route[], path: string): readonly string[] {
  const methods = routes
    .filter((route) => toPattern(route.path).test(path))
    .flatMap(({ method }) => (method === "GET" ? ["GET", "HEAD"] : [method]));
  return [...new Set(methods)];
}

function toPattern(path: string): RegExp {
  const source = path
    .replaceAll(".", "\\.")
    .replaceAll(/\{\w+\*\}/g, ".*")
    .replaceAll(/\{\w+\}/g, "[^/]+");
  return new RegExp(`^${source}$`, "s");
}

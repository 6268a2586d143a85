/** @file The documentation page: the OpenAPI document as HTML, without scripts and without anything from outside. */
import { createHash } from "node:crypto";
import { PROBLEMS } from "./http-status.js";
import type { Route } from "./route.js";

type Json = Readonly<Record<string, unknown>>;

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
code, pre { font: 0.9em ui-monospace, monospace; }
pre { overflow-x: auto; padding: 0.75rem; border: 1px solid #8886; border-radius: 6px; }
h2 { margin-top: 2.5rem; border-top: 1px solid #8886; padding-top: 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 0.25rem 0.75rem 0.25rem 0; }
.access { opacity: 0.75; }
`;

/** For the content security policy: this style and no other. */
export const docsStylePolicy = `'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`;

/** Writes the page. */
export function toDocsPage(routes: readonly Route[], openApi: Json): string {
  const { paths, components, info } = openApi as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, Json>>>>;
    readonly components: { readonly schemas: Readonly<Record<string, Json>> };
    readonly info: { readonly version: string };
  };
  const sections = routes.map((route) => {
    const operation = paths[route.path.replace("*}", "}")]?.[route.method.toLowerCase()] ?? {};
    return routeToHtml(route, operation);
  });
  const schemas = Object.entries(components.schemas).map(
    ([name, schema]) => `<h3 id="schema-${text(name)}">${text(name)}</h3>${jsonToHtml(schema)}`,
  );
  const errors = Object.entries(PROBLEMS).map(
    ([code, { status, title }]) =>
      `<tr id="${code}"><td><code>${code}</code></td><td>${status}</td><td>${text(title)}</td></tr>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Vitrine HTTP API</title>
<style>${STYLE}</style>
</head>
<body>
<h1>Vitrine HTTP API</h1>
<p>Version ${text(info.version)}. For programs: <a href="/openapi.json">/openapi.json</a> (OpenAPI 3.1).
Where keys are needed, send <code>Authorization: Bearer KEY</code>.</p>
<ul>${routes.map(({ method, path, name }) => `<li><a href="#${name}"><code>${method} ${text(path)}</code></a></li>`).join("")}</ul>
${sections.join("\n")}
<h2 id="errors">Errors</h2>
<p>Errors are <code>application/problem+json</code> (RFC 9457) with one of these codes.</p>
<table><thead><tr><th>Code</th><th>Status</th><th>Meaning</th></tr></thead><tbody>${errors.join("")}</tbody></table>
<h2 id="schemas">Schemas</h2>
${schemas.join("\n")}
</body>
</html>
`;
}

function routeToHtml({ method, path, name, summary, access }: Route, operation: Json): string {
  const parameters = (operation["parameters"] ?? []) as readonly {
    readonly name: string;
    readonly in: string;
    readonly required: boolean;
    readonly description?: string;
    readonly schema: Json;
  }[];
  const rows = parameters.map(
    (parameter) =>
      `<tr><td><code>${text(parameter.name)}</code></td><td>${parameter.in}${parameter.required ? ", required" : ""}</td><td>${text(parameter.description ?? "")}</td><td><code>${text(JSON.stringify(parameter.schema))}</code></td></tr>`,
  );
  const body = contentOf(operation["requestBody"]);
  const answer = contentOf((operation["responses"] as Readonly<Record<string, unknown>>)["200"]);
  return `<h2 id="${name}"><code>${method} ${text(path)}</code></h2>
<p>${text(summary)} <span class="access">Access: ${text(access)}.</span></p>
${rows.length === 0 ? "" : `<table><thead><tr><th>Parameter</th><th>In</th><th>Meaning</th><th>Schema</th></tr></thead><tbody>${rows.join("")}</tbody></table>`}
${body === undefined ? "" : `<p>Body</p>${jsonToHtml(body)}`}
${answer === undefined ? "" : `<p>Answer</p>${jsonToHtml(answer)}`}`;
}

function contentOf(part: unknown): unknown {
  const content = (part as { readonly content?: Readonly<Record<string, Json>> } | undefined)
    ?.content;
  return content?.["application/json"]?.["schema"];
}

/** JSON with its references as links. */
function jsonToHtml(value: unknown): string {
  const linked = text(JSON.stringify(value, null, 2)).replaceAll(
    /#\/components\/schemas\/(\w+)/g,
    '<a href="#schema-$1">$1</a>',
  );
  return `<pre>${linked}</pre>`;
}

function text(value: string): string {
  return value
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

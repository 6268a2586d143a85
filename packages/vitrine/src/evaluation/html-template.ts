/**
 * @file HTML out of template literals, where everything put in is escaped unless it is HTML already.
 */

/** A piece of HTML that may be put into a page as it is. */
export interface Html {
  readonly html: string;
}

type Insertable = string | number | Html | undefined | readonly Insertable[];

/**
 * Builds HTML; strings put in become text, in elements and in quoted attributes alike.
 *
 * @example
 * html`<td title="${'a "b"'}">${"<i>"}</td>`.html; // '<td title="a &quot;b&quot;">&lt;i&gt;</td>'
 */
export function html(parts: TemplateStringsArray, ...inserted: readonly Insertable[]): Html {
  const text = parts.map((part, at) => part + (at < inserted.length ? render(inserted[at]) : ""));
  return { html: text.join("") };
}

/** Marks text as HTML. Only for what this package made itself. */
export function trustedHtml(text: string): Html {
  return { html: text };
}

function render(value: Insertable): string {
  if (value === undefined) return "";
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return escape(value);
  if ("html" in value) return value.html;
  return value.map(render).join("");
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}

/** @file Markup of which every value is escaped: what visitors type is text. */

export class Markup {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
  }
}

/**
 * Markup of a template: values are escaped, unless they are markup themselves; lists are joined.
 *
 * @param {TemplateStringsArray} parts
 * @param {...unknown} values
 */
export const html = (parts, ...values) =>
  new Markup(String.raw({ raw: parts }, ...values.map(toText)));

/** @param {unknown} value @returns {string} */
function toText(value) {
  if (value instanceof Markup) return value.text;
  if (value === undefined || value === false) return "";
  if (Array.isArray(value)) return value.map(toText).join("");
  return String(value).replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);
}

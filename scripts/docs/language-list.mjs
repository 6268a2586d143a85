/** @file The languages that stop words and stemmers are known for, by name. */

/** `Arabic (`ar`), …`, in the order of their codes. */
export async function languageList() {
  const { LANGUAGES } = await import("../../packages/vitrine/dist/text/language.js");
  const names = new Intl.DisplayNames("en", { type: "language" });
  return LANGUAGES.map((code) => `${names.of(code)} (\`${code}\`)`).join(", ");
}

/** @file What stands on a page of the example shops. */

/** The titles of the cards of a page. */
export function titlesOf(page: string): string[] {
  return [...page.matchAll(/<a href="\/products\/[^"]+">([^<]+)<\/a>/g)].map(([, title]) => title!);
}

/** What the page says instead of products, or about them. */
export function noteOf(page: string): string | undefined {
  return /<p role="status">([^<]+)<\/p>/.exec(page)?.[1];
}

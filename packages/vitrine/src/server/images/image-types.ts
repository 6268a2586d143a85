/** @file The formats of pictures that are served: such as can hold no script. */

const TYPES: ReadonlyMap<string, string> = new Map([
  ["webp", "image/webp"],
  ["jpg", "image/jpeg"],
  ["jpeg", "image/jpeg"],
  ["png", "image/png"],
  ["gif", "image/gif"],
  ["avif", "image/avif"],
]);

/** The media types. */
export const IMAGE_TYPES: readonly string[] = [...new Set(TYPES.values())];

export function isImageType(mediaType: string): boolean {
  return IMAGE_TYPES.includes(mediaType);
}

/** The media type of a file by its name; undefined when it is no picture that is served. */
export function imageTypeOf(path: string): string | undefined {
  return TYPES.get(path.slice(path.lastIndexOf(".") + 1).toLowerCase());
}

/** @file The own server, the only one that the app talks to. */
import { createClient } from "vitrine/client";

export const client = createClient({ url: location.origin });

/** The address of a picture, as the catalogue names it: from the workspace, or through the server's proxy. */
export function imageUrl(image: string): string {
  if (/^https?:/i.test(image)) return `/v1/images?url=${encodeURIComponent(image)}`;
  return `/v1/images/${image.split("/").map(encodeURIComponent).join("/")}`;
}

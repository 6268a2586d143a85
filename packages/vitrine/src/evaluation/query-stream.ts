/**
 * @file Gives every text a random stream of its own, so that adding a query or a product changes no other one's draw.
 */

/** FNV-1a over the UTF-16 code units of `text`: the number of a stream for `createRandom`. */
export function streamOf(text: string): number {
  let hash = 0x811c_9dc5;
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x0100_0193);
  }
  return hash >>> 0;
}

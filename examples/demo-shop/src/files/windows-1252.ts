/** @file Text to windows-1252 bytes, which TextEncoder does not offer. */

/** The characters of 0x80 … 0x9f, in order; the five that the standard leaves open are absent. */
const upper = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/** Encodes a text; a character that windows-1252 lacks becomes `?`. */
export function toWindows1252(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0)!;
    const special = upper.indexOf(character);
    if (code < 0x80 || (code >= 0xa0 && code <= 0xff)) bytes.push(code);
    else bytes.push(special >= 0 ? 0x80 + special : 0x3f);
  }
  return Uint8Array.from(bytes);
}

/**
 * @file windows-1252 as the WHATWG Encoding Standard decodes it.
 *
 * Bytes 0x80–0x9F follow the standard's index, in which the five bytes that the
 * code page leaves undefined (0x81, 0x8D, 0x8F, 0x90, 0x9D) become the control
 * characters of the same number; every other byte is its own code point. Node 20's
 * `TextDecoder("windows-1252")` decodes as ISO 8859-1 when it is not streaming,
 * so the table is kept here.
 *
 * @see https://encoding.spec.whatwg.org/#index-windows-1252
 */

/** Code points of the bytes 0x80 to 0x9F. */
// prettier-ignore
const upperControls = [
  0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021,
  0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d, 0x17d, 0x8f,
  0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
  0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0x9d, 0x17e, 0x178,
];

/**
 * Decodes windows-1252. Every byte is one character, so chunks may be cut anywhere.
 *
 * @example
 * decodeWindows1252(Uint8Array.of(0x80, 0x31, 0x30)); // "€10"
 */
export function decodeWindows1252(bytes: Uint8Array): string {
  const latin1 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  return latin1.replace(/[\x80-\x9f]/g, (control) =>
    String.fromCharCode(upperControls[control.charCodeAt(0) - 0x80]!),
  );
}

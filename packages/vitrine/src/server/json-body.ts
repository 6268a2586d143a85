/**
 * @file Bodies read as JSON: UTF-8 to the letter and no deeper than allowed, before anything is made
 * of them. O(bytes), without recursion.
 */
import { VitrineError } from "../errors.js";

const strictUtf8 = new TextDecoder("utf-8", { fatal: true });

/**
 * Reads a body.
 *
 * @returns Undefined for an empty body.
 * @throws {VitrineError} `REQUEST_MALFORMED`.
 */
export function readJsonBody(bytes: Buffer, maxDepth: number): unknown {
  if (bytes.length === 0) return undefined;
  let text: string;
  try {
    text = strictUtf8.decode(bytes);
  } catch {
    throw malformed("must be UTF-8; got other bytes. Encode it as UTF-8");
  }
  if (depthExceeds(text, maxDepth)) {
    throw malformed(`must be nested at most ${maxDepth} deep; it is deeper. Make it flatter`);
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    // V8 quotes the body in its message, and a body may hold what no log should.
    const place = /position \d+/.exec((cause as Error).message)?.[0];
    throw malformed(
      `must be JSON; reading it failed${place === undefined ? "" : ` at ${place}`}. Mend it`,
    );
  }
}

/**
 * Refuses content types and encodings that are not read.
 *
 * @throws {VitrineError} `MEDIA_TYPE_UNSUPPORTED`.
 */
export function checkMediaType(
  contentType: string | undefined,
  encoding: string | undefined,
): void {
  if (encoding !== undefined && encoding.trim().toLowerCase() !== "identity") {
    throw unsupported(`a body must not be compressed; got Content-Encoding ${shown(encoding)}`);
  }
  const [type = "", ...parameters] = (contentType ?? "")
    .split(";")
    .map((part) => part.trim().toLowerCase());
  if (type !== "application/json") {
    throw unsupported(`a body must be application/json; got ${shown(contentType ?? "no type")}`);
  }
  for (const parameter of parameters) {
    if (parameter === "" || /^charset="?utf-8"?$/.test(parameter)) continue;
    if (parameter.startsWith("charset=")) {
      throw unsupported(`a body must be UTF-8; got ${shown(parameter)}`);
    }
  }
}

/** Whether brackets outside of strings open deeper than `most`. */
function depthExceeds(text: string, most: number): boolean {
  let depth = 0;
  let isString = false;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (isString) {
      if (unit === 0x5c) at += 1;
      else if (unit === 0x22) isString = false;
    } else if (unit === 0x22) isString = true;
    else if (unit === 0x5b || unit === 0x7b) {
      depth += 1;
      if (depth > most) return true;
    } else if (unit === 0x5d || unit === 0x7d) depth -= 1;
  }
  return false;
}

function shown(text: string): string {
  return JSON.stringify(text.slice(0, 80));
}

function malformed(what: string): VitrineError<"REQUEST_MALFORMED"> {
  return new VitrineError("REQUEST_MALFORMED", `The body ${what}.`, { part: "body" });
}

function unsupported(what: string): VitrineError<"MEDIA_TYPE_UNSUPPORTED"> {
  return new VitrineError(
    "MEDIA_TYPE_UNSUPPORTED",
    `${what[0]!.toUpperCase()}${what.slice(1)}. Send JSON as it is.`,
    { got: what },
  );
}

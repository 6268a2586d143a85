/**
 * @file Pictures of other hosts, fetched for a browser: of listed hosts alone, at public addresses
 * alone, with no redirects.
 *
 * A name is resolved once, every address it has must be public, and the connection is made to the
 * address that was looked at: a name that answers differently a moment later (DNS rebinding) gains
 * nothing by it.
 */
import { lookup } from "node:dns/promises";
import { request as requestHttp } from "node:http";
import type { IncomingMessage } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP } from "node:net";
import type { ServerConfig } from "../../engine/server-config.js";
import { VitrineError } from "../../errors.js";
import { isImageType } from "./image-types.js";
import { isPublicAddress } from "./public-address.js";

export interface FetchedImage {
  readonly mediaType: string;
  readonly bytes: Buffer;
}

/** Fetches pictures. */
export interface ImageProxy {
  /**
   * Fetches a picture.
   *
   * @throws {VitrineError} `PARAM_INVALID` for a URL that may not be fetched; `UPSTREAM_FAILED` when
   *   the other server gives no picture; `OVERLOADED` when too many are being fetched.
   */
  fetch(url: string): Promise<FetchedImage>;
}

export interface ImageProxyOptions {
  /** All addresses of a name; default the system's resolver. */
  readonly resolve?: (name: string) => Promise<readonly string[]>;
  /** Whether a connection to an address may be made; default to public ones alone. */
  readonly mayConnect?: (address: string) => boolean;
}

const MAX_FETCHES = 16;

export function createImageProxy(
  { hosts, maxBytes, timeoutMs }: ServerConfig["images"],
  { resolve = resolveBySystem, mayConnect = isPublicAddress }: ImageProxyOptions = {},
): ImageProxy {
  const listed = new Set(hosts.map((host) => host.toLowerCase()));
  let fetching = 0;
  const fetchOne = async (given: string): Promise<FetchedImage> => {
    const url = checkUrl(given, listed);
    const address = await choosePublicAddress(url, resolve, mayConnect);
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await connect(url, address, signal).catch((cause: unknown) => {
      throw failed(url, "could not be reached in time", cause);
    });
    try {
      return {
        mediaType: checkAnswer(url, response, maxBytes),
        bytes: await readAll(url, response, maxBytes),
      };
    } finally {
      response.destroy();
    }
  };
  return {
    async fetch(given) {
      if (fetching >= MAX_FETCHES) {
        throw new VitrineError(
          "OVERLOADED",
          `At most ${MAX_FETCHES} pictures can be fetched at the same time; so many are. Try again in a second.`,
          { retryAfterSeconds: 1 },
        );
      }
      fetching += 1;
      try {
        return await fetchOne(given);
      } finally {
        fetching -= 1;
      }
    },
  };
}

async function resolveBySystem(name: string): Promise<readonly string[]> {
  return (await lookup(name, { all: true })).map(({ address }) => address);
}

function checkUrl(given: string, listed: ReadonlySet<string>): URL {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url === undefined || !["http:", "https:"].includes(url.protocol)) {
    throw refused(given, "must be an http or https URL");
  }
  if (url.username !== "" || url.password !== "") throw refused(given, "must hold no password");
  // `host` has the port, unless it is the protocol's own: another port must be listed with the name.
  if (listed.has(url.host)) return url;
  throw refused(given, "must be of a host that server.images.hosts lists");
}

async function choosePublicAddress(
  url: URL,
  resolve: NonNullable<ImageProxyOptions["resolve"]>,
  mayConnect: NonNullable<ImageProxyOptions["mayConnect"]>,
): Promise<string> {
  const name = url.hostname.replace(/^\[|\]$/g, "");
  const addresses =
    isIP(name) === 0
      ? await resolve(name).catch((cause: unknown) => {
          throw failed(url, "has no address", cause);
        })
      : [name];
  const [first] = addresses;
  if (first === undefined) throw failed(url, "has no address");
  if (addresses.every(mayConnect)) return first;
  throw refused(url.href, "must be at a public address");
}

async function connect(url: URL, address: string, signal: AbortSignal): Promise<IncomingMessage> {
  const isSecure = url.protocol === "https:";
  const options = {
    host: address,
    port: url.port === "" ? (isSecure ? 443 : 80) : Number(url.port),
    path: `${url.pathname}${url.search}`,
    headers: { host: url.host, accept: "image/*", "accept-encoding": "identity" },
    signal,
    // A connection of its own: a kept one could lead to an address that was never looked at.
    agent: false as const,
    // The certificate is that of the name, not of the address.
    ...(isSecure && isIP(url.hostname) === 0 ? { servername: url.hostname } : {}),
  };
  return new Promise((resolve, reject) => {
    const request = isSecure ? requestHttps(options, resolve) : requestHttp(options, resolve);
    request.on("error", reject);
    request.end();
  });
}

function checkAnswer(url: URL, response: IncomingMessage, maxBytes: number): string {
  const { statusCode, headers } = response;
  if (statusCode !== 200) throw failed(url, `answered with ${statusCode ?? "nothing"}`);
  const mediaType = (headers["content-type"] ?? "").split(";")[0]!.trim().toLowerCase();
  if (!isImageType(mediaType)) throw failed(url, "gave no picture of a known format");
  if ((headers["content-encoding"] ?? "identity") !== "identity") {
    throw failed(url, "gave compressed bytes that were not asked for");
  }
  if (Number(headers["content-length"] ?? 0) > maxBytes) throw tooLarge(url, maxBytes);
  return mediaType;
}

async function readAll(url: URL, response: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const part of response as AsyncIterable<Buffer>) {
      length += part.length;
      if (length > maxBytes) throw tooLarge(url, maxBytes);
      parts.push(part);
    }
  } catch (cause) {
    if (cause instanceof VitrineError) throw cause;
    throw failed(url, "broke off", cause);
  }
  return Buffer.concat(parts);
}

function tooLarge(url: URL, maxBytes: number): VitrineError<"UPSTREAM_FAILED"> {
  return failed(url, `gave more than ${maxBytes} bytes`);
}

function refused(given: string, rule: string): VitrineError<"PARAM_INVALID"> {
  return new VitrineError(
    "PARAM_INVALID",
    `The url of a picture ${rule}; got ${JSON.stringify(given.slice(0, 200))}. An operator lists hosts in vitrine.config.ts.`,
    { param: "url", got: given.slice(0, 200) },
  );
}

function failed(url: URL, what: string, cause?: unknown): VitrineError<"UPSTREAM_FAILED"> {
  return new VitrineError(
    "UPSTREAM_FAILED",
    `The host of a picture must give it; ${url.host} ${what}. Look at the picture's address.`,
    { host: url.host },
    { cause },
  );
}

/** @file The settings of the HTTP server, part of `vitrine.config.ts`. */
import { z } from "zod";

const origin = z
  .string()
  .regex(
    /^https?:\/\/[^/\s]+$/,
    "must be an origin such as https://shop.example, without a path or a slash at its end",
  );

const imagesConfigSchema = z.strictObject({
  folder: z
    .string()
    .default("images")
    .describe("Folder of the pictures that are served, relative to the workspace."),
  hosts: z
    .array(z.string().min(1))
    .default([])
    .describe("Hosts that pictures may be fetched from, such as `cdn.shop.example`."),
  maxBytes: z
    .int()
    .min(1024)
    .default(10 * 2 ** 20)
    .describe("The largest picture that is fetched, in bytes."),
  timeoutMs: z.int().min(100).default(10_000).describe("How long fetching one may take."),
});

export const serverConfigSchema = z.strictObject({
  origins: z
    .array(origin)
    .default([])
    .describe("Origins whose pages may call this server from a browser."),
  hosts: z
    .array(z.string().min(1))
    .default([])
    .describe("Names under which this server is called, beside `localhost`; others are refused."),
  trustProxy: z
    .boolean()
    .default(false)
    .describe("Whether a proxy in front tells address and protocol of the caller."),
  rateLimit: z
    .int()
    .min(0)
    .default(1200)
    .describe("Requests a minute of one key from one address; 0 for any number."),
  maxBodyBytes: z
    .int()
    .min(1024)
    .default(16 * 2 ** 20)
    .describe("The largest body that is read, in bytes."),
  maxJsonDepth: z.int().min(4).default(32).describe("How deep a body may be nested."),
  requestTimeoutMs: z
    .int()
    .min(100)
    .default(30_000)
    .describe("How long a request may take to arrive whole."),
  headersTimeoutMs: z
    .int()
    .min(100)
    .default(10_000)
    .describe("How long its headers may take to arrive."),
  answerTimeoutMs: z
    .int()
    .min(100)
    .default(60_000)
    .describe("How long a client may take to read an answer before its connection is ended."),
  maxUnreadBytes: z
    .int()
    .min(2 ** 20)
    .default(128 * 2 ** 20)
    .describe("Answers that wait to be read, in bytes; beyond it the longest waiting are dropped."),
  maxConnections: z
    .int()
    .min(1)
    .default(1000)
    .describe("Connections that are open at the same time; more are closed at once."),
  maxInFlight: z
    .int()
    .min(1)
    .default(256)
    .describe("Requests that are answered at the same time; more are refused."),
  maxEventLoopDelayMs: z
    .int()
    .min(1)
    .default(250)
    .describe("How late the process may be with its work before requests are refused."),
  stopTimeoutMs: z
    .int()
    .min(0)
    .default(30_000)
    .describe("How long stopping waits for requests that were accepted."),
  images: imagesConfigSchema.prefault({}),
});

/** The settings of the server with every default filled in. */
export type ServerConfig = z.output<typeof serverConfigSchema>;

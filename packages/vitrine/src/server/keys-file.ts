/**
 * @file The keys of a workspace: `.vitrine/keys.json`, readable by its owner alone.
 *
 * A key is `vitrine_<kind>_<id>_<secret>`; its secret has 256 random bits, so that a plain sha256
 * of it can not be searched, and only that is kept. The id finds the entry, and the hashes are
 * compared in constant time.
 */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { chmod, mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";
import { VitrineError } from "../errors.js";

/** What an operator's key may be good for. */
export const SCOPES = [
  "products:write",
  "events:write",
  "shoppers",
  "artifacts",
  "evaluations",
  "explain",
  "metrics",
] as const;
export type Scope = (typeof SCOPES)[number];

const keySchema = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{12}$/),
  kind: z.enum(["public", "admin"]),
  /** For people. */
  name: z.string(),
  scopes: z.array(z.enum(SCOPES)),
  created: z.iso.datetime(),
  /** sha256 of the secret, in hex. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});
const keysSchema = z.strictObject({ formatVersion: z.literal(1), keys: z.array(keySchema) });

/** A key as it is kept. */
export type StoredKey = z.infer<typeof keySchema>;

/** The keys of one workspace. */
export interface KeysFile {
  /** All keys, the oldest first; read again whenever the file has changed. */
  list(): Promise<readonly StoredKey[]>;
  /** Makes a key. @returns It, with the text that is shown this once. */
  create(draft: KeyDraft): Promise<{ readonly key: StoredKey; readonly text: string }>;
  /**
   * Takes a key away; servers that run refuse it within a second.
   *
   * @throws {VitrineError} `KEY_NOT_FOUND`.
   */
  revoke(id: string): Promise<StoredKey>;
  /** The entry of a key that was presented; undefined when it does not hold. */
  find(text: string): Promise<StoredKey | undefined>;
}

export type KeyDraft = Pick<StoredKey, "kind" | "name" | "scopes">;

const textPattern = /^vitrine_(public|admin)_([0-9a-f]{12})_([A-Za-z0-9_-]{43})$/;

/** How long the state of the file is taken for known. */
const FRESH_MS = 500;

/** The keys in `path`, which need not exist. */
export function openKeysFile(path: string, clock: () => Date): KeysFile {
  let held: { readonly stamp: string; readonly keys: readonly StoredKey[] } | undefined;
  let lookedAtMs = -Infinity;
  const list = async (): Promise<readonly StoredKey[]> => {
    const nowMs = clock().getTime();
    if (held !== undefined && Math.abs(nowMs - lookedAtMs) < FRESH_MS) return held.keys;
    const stamp = await stampOf(path);
    if (held?.stamp !== stamp) held = { stamp, keys: stamp === "" ? [] : await readKeys(path) };
    lookedAtMs = nowMs;
    return held.keys;
  };
  const write = async (keys: readonly StoredKey[]): Promise<void> => {
    await writeKeys(path, keys);
    lookedAtMs = -Infinity;
  };
  return {
    list,
    async create({ kind, name, scopes }) {
      const id = randomBytes(6).toString("hex");
      const secret = randomBytes(32).toString("base64url");
      const key = { id, kind, name, scopes, created: clock().toISOString(), hash: hashOf(secret) };
      lookedAtMs = -Infinity;
      await write([...(await list()), key]);
      return { key, text: `vitrine_${kind}_${id}_${secret}` };
    },
    async revoke(id) {
      lookedAtMs = -Infinity;
      const keys = await list();
      const revoked = keys.find((key) => key.id === id);
      if (revoked === undefined) {
        throw new VitrineError(
          "KEY_NOT_FOUND",
          `There must be a key of this id; got "${id}". See what there is with: vitrine keys list`,
          { id },
        );
      }
      await write(keys.filter((key) => key !== revoked));
      return revoked;
    },
    async find(text) {
      const parts = textPattern.exec(text);
      if (parts === null) return undefined;
      const [, kind, id, secret = ""] = parts;
      const known = (await list()).find((key) => key.id === id && key.kind === kind);
      // Compared even where there is none, so that the time does not tell.
      const expected = Buffer.from(known?.hash ?? "0".repeat(64), "hex");
      const holds = timingSafeEqual(Buffer.from(hashOf(secret), "hex"), expected);
      return holds ? known : undefined;
    },
  };
}

function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** Changes whenever the file does; empty when there is none. */
async function stampOf(path: string): Promise<string> {
  const found = await stat(path, { bigint: true }).catch(() => undefined);
  return found === undefined ? "" : `${found.ino} ${found.size} ${found.mtimeNs}`;
}

async function readKeys(path: string): Promise<readonly StoredKey[]> {
  try {
    return keysSchema.parse(JSON.parse(await readFile(path, "utf8"))).keys;
  } catch (cause) {
    throw new VitrineError(
      "CONFIG_INVALID",
      `The file of keys ${path} must be one that vitrine keys wrote; reading it failed. Move it away and make new keys: vitrine keys create`,
      { path },
      { cause },
    );
  }
}

async function writeKeys(path: string, keys: readonly StoredKey[]): Promise<void> {
  const part = `${path}.${randomBytes(4).toString("hex")}.part`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(part, `${JSON.stringify({ formatVersion: 1, keys }, null, 2)}\n`, {
      mode: 0o600,
      flag: "wx",
      flush: true,
    });
    // The mode of a new file is narrowed by the process, never widened; this one must be exact.
    await chmod(part, 0o600);
    await rename(part, path);
  } catch (cause) {
    await rm(part, { force: true });
    throw new VitrineError(
      "DISK_FAILED",
      `The file of keys must be written to ${path}; the system refuses (${(cause as Error).message}). Make the folder writable, or free space.`,
      { path },
      { cause },
    );
  }
}

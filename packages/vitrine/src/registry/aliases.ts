/**
 * @file Aliases of an artifact's versions: `current` is the one that is served.
 *
 * An alias is the sequence of its moves, one numbered folder each in `aliases/<alias>/`, the last
 * of which holds. Moves are only ever added, so the history is kept by construction and a reader
 * sees an old or a new state, never half of one.
 */
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import { syncToDisk } from "./artifact-files.js";
import { aliasSchema, invalid, versionSchema } from "./manifest.js";
import { claim, isErrno, numbersIn, withStagingFolder } from "./staging.js";
import type { RegistryContext } from "./staging.js";

const aliasesFolder = "aliases";
const moveFile = "move.json";

const moveSchema = z.strictObject({
  version: versionSchema,
  at: z.iso.datetime(),
  why: z.enum(["publish", "promote", "rollback"]),
  /** Number of the move that a rollback goes back to; 0 when there is none. */
  before: z.int().min(0),
});

/** One move of an alias. */
export interface AliasMove extends z.infer<typeof moveSchema> {
  /** Moves of an alias are numbered from 1. */
  readonly number: number;
}

let moveCount = 0;

/** How many moves this process has made in all registries: what it has seen of an alias may be old when this has risen. */
export function ownMoves(): number {
  return moveCount;
}

/** All moves of an alias, the earliest first; the last one holds. */
export async function readMoves(root: string, name: string, alias: string): Promise<AliasMove[]> {
  const numbers = await numbersIn(folderOf(root, name, alias));
  return Promise.all(numbers.map((number) => readMove(root, name, alias, number)));
}

/**
 * The move that holds; undefined when the alias was never set.
 *
 * @param known - The move that held last, which need not be read again: moves never change.
 */
export async function currentMove(
  root: string,
  name: string,
  alias: string,
  known?: AliasMove,
): Promise<AliasMove | undefined> {
  const last = (await numbersIn(folderOf(root, name, alias))).at(-1);
  if (last !== undefined && last === known?.number) return known;
  return last === undefined ? undefined : readMove(root, name, alias, last);
}

/** The aliases of an artifact, in code-unit order. */
export async function listAliases(root: string, name: string): Promise<string[]> {
  try {
    const names = await readdir(join(root, name, aliasesFolder));
    return names.filter((alias) => aliasSchema.safeParse(alias).success).sort();
  } catch (error) {
    if (isErrno(error, "ENOENT")) return [];
    throw error;
  }
}

/**
 * Adds a move.
 *
 * @param decide - Called with the move that holds; its answer is the next one, or undefined when
 *   the alias is to stay. Called again when another writer was faster.
 * @returns Whether the alias was moved.
 */
export async function moveAlias(
  { root, fsync, clock }: RegistryContext,
  name: string,
  alias: string,
  decide: (held: AliasMove | undefined) => Omit<AliasMove, "number" | "at"> | undefined,
): Promise<boolean> {
  const folder = folderOf(root, name, alias);
  await mkdir(folder, { recursive: true });
  if (fsync) {
    await syncToDisk(dirname(folder));
    await syncToDisk(join(root, name));
  }
  return withStagingFolder(root, async (staged) => {
    const file = join(staged, moveFile);
    for (;;) {
      const held = await currentMove(root, name, alias);
      const next = decide(held);
      if (next === undefined) return false;
      await writeFile(file, `${JSON.stringify({ ...next, at: clock().toISOString() })}\n`);
      if (fsync) {
        await syncToDisk(file);
        await syncToDisk(staged);
      }
      try {
        if (await claim(staged, join(folder, String((held?.number ?? 0) + 1)), fsync)) return true;
      } finally {
        moveCount += 1;
      }
    }
  });
}

async function readMove(
  root: string,
  name: string,
  alias: string,
  number: number,
): Promise<AliasMove> {
  const path = join(folderOf(root, name, alias), String(number), moveFile);
  const json: unknown = await readFile(path, "utf8")
    .then(JSON.parse)
    .catch(() => undefined);
  const move = moveSchema.safeParse(json);
  if (move.success) return { ...move.data, number };
  const reason = `move ${number} of the alias ${alias} can not be read`;
  throw invalid({ name, version: alias, file: path }, reason, move.error);
}

function folderOf(root: string, name: string, alias: string): string {
  return join(root, name, aliasesFolder, alias);
}

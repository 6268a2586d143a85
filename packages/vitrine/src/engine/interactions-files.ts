/** @file Interactions to evaluate with, read from two files of lines `user item item …`. */
import { readInteractionLines } from "../data/interaction-lines.js";
import type { InteractionSplit } from "../evaluation/interaction-split.js";
import { createInteractionsBuilder } from "../models/interactions.js";
import type { Interactions, ItemIndex, UserIndex } from "../models/interactions.js";
import { checkNotCancelled } from "../errors.js";
import type { StageProgress } from "./engine-context.js";

/** Which files, and who follows the reading. */
export interface InteractionFilesOptions {
  readonly train: string;
  readonly test: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: StageProgress;
}

/**
 * Reads both files over the same users and items.
 *
 * @throws {VitrineError} `FILE_NOT_FOUND`, `FILE_UNREADABLE`, `FILE_CHANGED`, `FORMAT_BROKEN`, `ROW_INVALID`,
 *   `CANCELLED`.
 */
export async function readInteractionFiles(
  options: InteractionFilesOptions,
): Promise<InteractionSplit> {
  const userIds = createNumbers<UserIndex>();
  const itemIds = createNumbers<ItemIndex>();
  const trainFile = await readFile(options.train, userIds, itemIds, options);
  const trained = itemIds.names.length;
  const testFile = await readFile(options.test, userIds, itemIds, options);
  const userCount = userIds.names.length;
  const itemCount = itemIds.names.length;
  const train = trainFile.build(userCount, itemCount);
  const test = testFile.build(userCount, itemCount);
  const notes: string[] = [];
  const note = (count: number, what: string): void => {
    if (count > 0) notes.push(`${what}: ${count.toLocaleString("en")}.`);
  };
  note(
    trainFile.count - train.items.length,
    "Repeated interactions of the training, which add weight",
  );
  note(testFile.count - test.items.length, "Repeated interactions of the test, which count once");
  note(itemCount - trained, "Items of the test alone, which no model can find");
  note(
    shared(train, test),
    "Interactions of training and test alike, which can not be found since what a user had is not ranked",
  );
  return { train, test, userIds: userIds.names, itemIds: itemIds.names, notes };
}

async function readFile(
  path: string,
  users: Numbers<UserIndex>,
  items: Numbers<ItemIndex>,
  { signal, onProgress }: InteractionFilesOptions,
): Promise<ReturnType<typeof createInteractionsBuilder>> {
  const builder = createInteractionsBuilder();
  const lines = readInteractionLines(path, {
    onProgress: (done, total) => {
      checkNotCancelled(signal, "Reading");
      onProgress?.(`Reading ${path}`, done, total);
    },
  });
  for await (const { user, items: names } of lines) {
    const row = users.of(user);
    for (const name of names) builder.add(row, items.of(name));
  }
  return builder;
}

interface Numbers<Index extends number> {
  readonly names: readonly string[];
  of(name: string): Index;
}

/** Numbers names from 0 in the order they come. */
function createNumbers<Index extends number>(): Numbers<Index> {
  const names: string[] = [];
  const known = new Map<string, number>();
  return {
    names,
    of(name) {
      let index = known.get(name);
      if (index === undefined) {
        index = names.length;
        known.set(name, index);
        names.push(name);
      }
      return index as Index;
    },
  };
}

/** How many interactions both have. */
function shared(one: Interactions, other: Interactions): number {
  let count = 0;
  for (let user = 0; user < one.userCount; user++) {
    const had = new Set(one.items.subarray(one.rowStarts[user], one.rowStarts[user + 1]));
    const row = other.items.subarray(other.rowStarts[user], other.rowStarts[user + 1]);
    for (const item of row) if (had.has(item)) count++;
  }
  return count;
}

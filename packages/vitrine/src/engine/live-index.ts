/**
 * @file The current index of a workspace, kept current: opened at the first search, brought up to
 * the catalogue before every search (in the background: every quarter of a second, and with what this
 * process writes at once), and opened again when another version has been published.
 */
import { isVitrineError } from "../errors.js";
import { notReady, SEARCH_ARTIFACT } from "./engine-context.js";
import type { EngineContext } from "./engine-context.js";
import { openIndex } from "./index-artifact.js";
import type { OpenedIndex } from "./index-artifact.js";
import { followVersions } from "./follow-versions.js";
import { followChanges } from "./index-changes.js";
import { createLiveSettings } from "./live-settings.js";
import { practise } from "./practise.js";
import { closeSearchIndex, warmSearchIndex } from "./search-index.js";
import type { SearchIndex } from "./search-index.js";

/** The current index of a workspace. */
export interface LiveIndex {
  /** Runs `action` on an index that follows the catalogue, and tells its version. */
  readonly use: <T>(action: (index: SearchIndex, version: string) => Promise<T>) => Promise<T>;
  /**
   * Looks which version is current, opens it, and makes it ready for many searches; in the background
   * tells what answers until another has been opened.
   */
  readonly prepare: () => Promise<{ readonly version: string; readonly products: number }>;
  /** Brings the index up to the catalogue, where it is open. */
  readonly follow: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** An index that searches are using, or may. */
interface HeldIndex {
  readonly version: string;
  readonly ready: Promise<OpenedIndex>;
  /** What of the catalogue it holds; set once it is open. */
  revision: number;
  /** Whether it was compared with the catalogue; from then on a server compares it by itself. */
  isFollowed: boolean;
  /** Why it could not be brought up to the catalogue at the last comparison. */
  failure?: Error | undefined;
  following: Promise<void> | undefined;
  warming?: Promise<void> | undefined;
  users: number;
  /** Whether a newer one has taken its place. */
  retired: boolean;
}

/** When more than one product in so many has changed, a new index answers sooner than the changes are applied. */
const MANY_CHANGES_SHARE = 10;

/**
 * Prepares to hold the current index. A version that was replaced goes on serving the searches
 * that began with it and is closed after the last.
 */
export function createLiveIndex(context: EngineContext): LiveIndex {
  const settings = createLiveSettings(context);
  const closeIfUnused = async ({ retired, users, ready }: HeldIndex): Promise<void> => {
    if (!retired || users > 0) return;
    const opened = await ready.catch(() => undefined);
    if (opened === undefined) return;
    closeSearchIndex(opened.index);
    await opened.index.encoder.close?.();
  };
  /** What an index is used for ends before it is closed. */
  const using = async <T>(used: HeldIndex, action: () => Promise<T>): Promise<T> => {
    used.users += 1;
    try {
      return await action();
    } finally {
      used.users -= 1;
      await closeIfUnused(used);
    }
  };
  const begin = (version: string): HeldIndex => {
    const begun: HeldIndex = {
      version,
      ready: openIndex(context).then((opened) => {
        begun.revision = opened.head.catalogue.revision;
        return opened;
      }),
      revision: -1,
      isFollowed: false,
      following: undefined,
      users: 0,
      retired: false,
    };
    return begun;
  };
  /** Searches that come while the index follows wait for the same step. */
  const follow = async (used: HeldIndex): Promise<void> => {
    while (await isBehind(context, used)) {
      used.following ??= catchUp(context, used).finally(() => {
        used.following = undefined;
      });
      await used.following;
    }
  };
  const followHeld = async (held: HeldIndex): Promise<void> =>
    using(held, async () => {
      await held.ready;
      await follow(held);
    });
  /** Compares an index with the catalogue and keeps what goes wrong for whoever searches. */
  const tend = async (held: HeldIndex): Promise<void> => {
    try {
      await followHeld(held);
      held.failure = undefined;
    } catch (error) {
      held.failure = error as Error;
    }
    held.isFollowed = true;
  };
  /** In the background nobody waits for it: changes of this process are acknowledged when they are found. */
  const followed = async (used: HeldIndex): Promise<void> => {
    if (context.follow === "at once" || !used.isFollowed) {
      await follow(used);
      used.isFollowed = true;
    } else if (used.failure !== undefined) throw used.failure;
  };
  /** What the first searches would have to wait for. */
  const warm = async (held: HeldIndex): Promise<void> => {
    held.warming ??= held.ready
      .then(async ({ index }) => {
        await warmSearchIndex(index);
        if (!context.closing.aborted) await practise(index);
      })
      .catch((error: unknown) => {
        // A failure is not kept: the next call tries again.
        held.warming = undefined;
        throw error;
      });
    return held.warming;
  };
  const versions = followVersions(context, SEARCH_ARTIFACT, {
    begin,
    async complete(next) {
      await next.ready;
      await follow(next);
      await warm(next);
    },
    tend,
    async replaced(former) {
      if (former.retired) return;
      former.retired = true;
      await closeIfUnused(former);
    },
  });
  const use = async <T>(
    action: (index: SearchIndex, version: string, held: HeldIndex) => Promise<T>,
  ): Promise<T> => {
    const used = versions.ready() ?? versions.choose(await versions.look());
    return using(used, async () => {
      const { index } = await used.ready;
      await followed(used);
      return action(await settings.apply(index), used.version, used);
    });
  };
  return {
    use,
    async prepare() {
      versions.choose(await versions.look());
      return use(async ({ columns }, version, held) => {
        if (context.follow === "in the background") await warm(held);
        return { version, products: columns.size };
      });
    },
    async follow() {
      let last: HeldIndex | undefined;
      // One that has taken the place of another meanwhile may lack what was written.
      for (;;) {
        const held = versions.held();
        if (held === undefined || held === last) return;
        await followHeld(held);
        last = held;
      }
    },
    close: versions.close,
  };
}

async function isBehind(context: EngineContext, used: HeldIndex): Promise<boolean> {
  const { head } = await used.ready;
  const known = await context.store.knownRevision();
  if (known === undefined) {
    const store = await context.store.open();
    checkIdentity(context, await store.identity(), head.catalogue.identity);
    return (await store.revision()) !== used.revision;
  }
  checkIdentity(context, known.identity, head.catalogue.identity);
  return known.revision !== used.revision;
}

function checkIdentity(context: EngineContext, database: string, indexed: string): void {
  if (database === indexed) return;
  throw notReady(
    context,
    "a search index of its own database",
    "The one there is was built from another database. Build it again: vitrine index",
  );
}

async function catchUp(context: EngineContext, used: HeldIndex): Promise<void> {
  const store = await context.store.open();
  const { index } = await used.ready;
  try {
    const revision = await store.revision();
    const changes = await store.changeCount(used.revision);
    if (changes * MANY_CHANGES_SHARE > index.columns.size && changes > 1000) {
      context.log.warn(
        `${changes} products have changed since the index was built; bringing it up to date takes a while each time it is opened. Index again: vitrine index`,
      );
    }
    used.revision = (await followChanges(index, store.changesSince(used.revision))) ?? revision;
  } catch (error) {
    if (!isVitrineError(error, "STORE_BEHIND")) throw error;
    throw notReady(
      context,
      "a search index of its present catalogue",
      "The one there is holds a later state than the database. Build it again: vitrine index",
    );
  }
}

/** @file Keeps what an artifact holds, read again when another of its versions is current. */
import type { EngineContext } from "./engine-context.js";
import { followVersions } from "./follow-versions.js";

/**
 * Follows an artifact.
 *
 * @param read - Given the context, reads the current version, or says what holds where there is none.
 */
export function followArtifact<T>(
  context: EngineContext,
  name: string,
  read: (context: EngineContext) => Promise<T>,
): () => Promise<T> {
  const versions = followVersions(context, name, { begin: () => ({ ready: read(context) }) });
  return async () => (versions.ready() ?? versions.choose(await versions.look())).ready;
}

/** @file Keeps what an artifact holds, read again when another of its versions is current. */
import type { EngineContext } from "./engine-context.js";

/**
 * Follows an artifact; looking at its alias is one small file.
 *
 * @param read - Given the context, reads the current version, or says what holds where there is none.
 */
export function followArtifact<T>(
  context: EngineContext,
  name: string,
  read: (context: EngineContext) => Promise<T>,
): () => Promise<T> {
  let held: { readonly version: string; readonly value: Promise<T> } | undefined;
  return async () => {
    const version = (await context.registry.current(name)) ?? "";
    if (held?.version !== version) {
      const next = { version, value: read(context) };
      held = next;
      next.value.catch(() => {
        // What could not be read is tried again.
        if (held === next) held = undefined;
      });
    }
    return held.value;
  };
}

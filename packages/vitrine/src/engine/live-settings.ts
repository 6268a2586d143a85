/**
 * @file What holds beside the index and may change at any time: the shop's rules and the tuned
 * ranking. Each is read when its alias has moved; looking at an alias is one small file.
 */
import type { SearchRule } from "./arrange/search-rules.js";
import type { EngineContext } from "./engine-context.js";
import { followArtifact } from "./follow-artifact.js";
import { currentRanking, RANKING_ARTIFACT } from "./ranking-artifact.js";
import type { RankingOptions } from "./ranking/ranking-options.js";
import { currentRules, RULES_ARTIFACT } from "./rules-artifact.js";
import type { SearchIndex } from "./search-index.js";
import { withRanking, withRules } from "./search-index.js";

/** What holds beside the index. */
export interface LiveSettings {
  /** The index with the rules and the ranking of now. */
  readonly apply: (index: SearchIndex) => Promise<SearchIndex>;
}

/** An index with settings, which stays the same object while they stay, and with it what it remembers. */
interface Applied {
  readonly index: SearchIndex;
  readonly held: readonly SearchRule[];
  readonly tuned: RankingOptions | undefined;
  readonly applied: SearchIndex;
}

/** Follows the settings of a workspace. */
export function createLiveSettings(context: EngineContext): LiveSettings {
  const rules = followArtifact<readonly SearchRule[]>(context, RULES_ARTIFACT, currentRules);
  const ranking = followArtifact<RankingOptions | undefined>(
    context,
    RANKING_ARTIFACT,
    currentRanking,
  );
  let last: Applied | undefined;
  return {
    async apply(index) {
      const [held, tuned] = await Promise.all([rules(), ranking()]);
      if (last?.index !== index || last.held !== held || last.tuned !== tuned) {
        const ranked = tuned === undefined ? index : withRanking(index, tuned);
        const applied = held.length === 0 ? ranked : withRules(ranked, held);
        last = { index, held, tuned, applied };
      }
      return last.applied;
    },
  };
}

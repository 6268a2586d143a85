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
import { withRanking } from "./search-index.js";

/** What holds beside the index. */
export interface LiveSettings {
  /** The index with the rules and the ranking of now. */
  readonly apply: (index: SearchIndex) => Promise<SearchIndex>;
}

/** Follows the settings of a workspace. */
export function createLiveSettings(context: EngineContext): LiveSettings {
  const rules = followArtifact<readonly SearchRule[]>(context, RULES_ARTIFACT, currentRules);
  const ranking = followArtifact<RankingOptions | undefined>(
    context,
    RANKING_ARTIFACT,
    currentRanking,
  );
  return {
    async apply(index) {
      const [held, tuned] = await Promise.all([rules(), ranking()]);
      const ranked = tuned === undefined ? index : withRanking(index, tuned);
      return held.length === 0 ? ranked : { ...ranked, rules: () => held };
    },
  };
}

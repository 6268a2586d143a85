/** @file All sources of recommendations by name. */
import { likeHistorySource, newForYouSource, similarSource } from "./content-sources.js";
import { popularSource, recentlyViewedSource, trendingSource } from "./count-sources.js";
import {
  alsoViewedSource,
  becauseYouViewedSource,
  boughtTogetherSource,
  forYouSource,
} from "./model-sources.js";
import type { SourceName } from "./placement.js";
import type { RecommendationSource } from "./recommendation-source.js";

/** By name. */
export const recommendationSources: Readonly<Record<SourceName, RecommendationSource>> = {
  "for-you": forYouSource,
  "because-you-viewed": becauseYouViewedSource,
  "also-viewed": alsoViewedSource,
  "bought-together": boughtTogetherSource,
  similar: similarSource,
  "like-history": likeHistorySource,
  "new-for-you": newForYouSource,
  "recently-viewed": recentlyViewedSource,
  trending: trendingSource,
  popular: popularSource,
};

/**
 * @file The settings of the ranking that learning tries, from few to many: the more there are to
 * choose from, the more a choice follows the chance of the queries it was made on.
 */
import { createRandom } from "../random.js";
import type { RankingOptions } from "./ranking/ranking-options.js";

/** Settings that may be tried together. */
export interface SettingFamily {
  readonly name: string;
  readonly settings: readonly RankingOptions[];
}

const LEXICAL = [0.2, 0.35, 0.5, 0.65, 0.8];
const GRID = { voteWeight: [0, 1.5, 3], feedbackWeight: [0, 1], preferenceWeight: [1, 2, 4] };
/** Draws around the configured weights of sources. */
const SOURCE_DRAWS = 60;
/** Standard deviation of the logarithm of a drawn weight. */
const DRAW_SPREAD = 0.7;

/** The small grid of `vitrine index --judgements`. */
export function fewSettings(configured: RankingOptions): readonly RankingOptions[] {
  return grid(configured, {
    lexicalWeight: [0.2, 0.4, 0.6, 0.8],
    voteWeight: [0, 1.5, 3],
    feedbackWeight: [0, 1],
  });
}

/**
 * Families around a setting, each with the settings of those before it.
 *
 * @param sources - Names of the sources whose own weights are drawn.
 * @param seed - Of the draws.
 */
export function settingFamilies(
  configured: RankingOptions,
  sources: readonly string[],
  seed: number,
): readonly SettingFamily[] {
  const configuredOnly = [configured];
  const balance = [...configuredOnly, ...grid(configured, { lexicalWeight: LEXICAL })];
  const steps = [...balance, ...grid(configured, { lexicalWeight: LEXICAL, ...GRID })];
  const random = createRandom(seed);
  const pick = <T>(values: readonly T[]): T => values[random.below(values.length)]!;
  const drawn = Array.from({ length: SOURCE_DRAWS }, () => ({
    ...configured,
    lexicalWeight: pick(LEXICAL),
    voteWeight: pick(GRID.voteWeight),
    preferenceWeight: pick(GRID.preferenceWeight),
    sourceWeights: Object.fromEntries(
      sources.map((name) => [
        name,
        Number(
          ((configured.sourceWeights[name] ?? 1) * Math.exp(DRAW_SPREAD * random.normal())).toFixed(
            3,
          ),
        ),
      ]),
    ),
  }));
  return [
    { name: "as configured", settings: configuredOnly },
    { name: "words and meaning", settings: balance },
    { name: "steps of the ranking", settings: steps },
    { name: "weights of the sources", settings: [...steps, ...drawn] },
  ];
}

/** Every combination of the values. */
function grid(
  configured: RankingOptions,
  values: Partial<Record<keyof RankingOptions, readonly number[]>>,
): readonly RankingOptions[] {
  return Object.entries(values).reduce<readonly RankingOptions[]>(
    (settings, [name, tried]) =>
      settings.flatMap((setting) => tried.map((value) => ({ ...setting, [name]: value }))),
    [configured],
  );
}

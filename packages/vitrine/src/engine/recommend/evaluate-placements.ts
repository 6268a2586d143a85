/**
 * @file Measures placements on what shoppers did later: everything before a day is learned from, and each
 * placement is asked on that day what it would show to those who came back.
 *
 * A product counts when the shopper took interest in it afterwards and had never met it before. What is
 * shown to people decides what they can take interest in, so lists that were on show have an advantage
 * that no replay can take from them.
 */
import { createRandomSystem } from "../../evaluation/random-system.js";
import type { EvaluationReport } from "../../evaluation/evaluation-report.js";
import { measureSystems } from "../../evaluation/measure-systems.js";
import type { EvaluationQuery } from "../../evaluation/measure-systems.js";
import type { SearchSystem } from "../../evaluation/search-system.js";
import { VitrineError } from "../../errors.js";
import { createRandom } from "../../random.js";
import type { RecordedEvent } from "../../store/event-store.js";
import type { EventWeights } from "../behaviour/event-weights.js";
import { weightOf } from "../behaviour/event-weights.js";
import { toShopperHistory } from "../behaviour/shopper-history.js";
import type { ShopperHistory } from "../behaviour/shopper-history.js";
import { notReady } from "../engine-context.js";
import type { EngineContext, StageProgress } from "../engine-context.js";
import type { SearchIndex } from "../search-index.js";
import { collectBehaviour } from "./collect-interactions.js";
import type { Placement } from "./placement.js";
import { recommendProducts } from "./recommend.js";
import type { RecommendationState } from "./recommend.js";
import { fitBehaviourModels } from "./train-recommendations.js";

export interface EvaluatePlacementsOptions {
  /** Names of placements; default all that can show what a shopper has not met. */
  readonly placements?: readonly string[];
  /** How many of the last days are held out; default 14. */
  readonly days?: number;
  /** How many of the first places count; default 10. */
  readonly k?: number;
  /** At most so many shoppers are asked for, drawn at random; default 2,000. */
  readonly shoppers?: number;
  /** Default 1. */
  readonly seed?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: StageProgress;
}

const DAY_MS = 86_400_000;
const BATCH = 10_000;
/** The newest events of a shopper that count, as in serving. */
const MOST_EVENTS = 300;
/** From which weight on an interest is a stronger one. */
const GRADES = { third: 5, second: 3 } as const;

/** What one shopper did before and after the day. */
interface Person {
  readonly before: RecordedEvent[];
  /** Product → the weight of what was done with it. */
  readonly later: Map<string, number>;
}

/**
 * Measures placements.
 *
 * @throws {VitrineError} `NOT_READY` where there are no events; `PARAM_INVALID` for an unknown placement;
 *   `NOTHING_TO_MEASURE` when nobody came back to anything new; `CANCELLED`.
 */
export async function evaluatePlacements(
  context: EngineContext,
  index: SearchIndex,
  options: EvaluatePlacementsOptions = {},
): Promise<EvaluationReport> {
  const { days = 14, k = 10, shoppers = 2000, seed = 1, signal, onProgress } = options;
  const { weights, model } = context.config.recommendations;
  const placements = placementsOf(context, options.placements);
  const store = await context.store.open();
  const summary = await store.eventSummary();
  // What is said to happen in the future tells of no day that has been.
  const newest = Math.min(
    Math.max(...summary.map((kind) => Date.parse(kind.newest))),
    context.clock().getTime(),
  );
  if (!Number.isFinite(newest)) {
    throw notReady(context, "events", "Record some, or import them: vitrine import events FILE");
  }
  const day = newest - days * DAY_MS;
  const { eventCount } = await store.behaviour();
  const people = new Map<string, Person>();
  const scan = store.eventsSince(0, {
    batchSize: BATCH,
    ...(signal === undefined ? {} : { signal }),
  });
  const behaviour = await collectBehaviour(
    splitAt(scan, day, people, weights),
    weights,
    day,
    (events) => onProgress?.("reading events", events, eventCount),
  );
  const { models } = await fitBehaviourModels(behaviour, model, {
    seed,
    ...(signal === undefined ? {} : { signal }),
    ...(onProgress === undefined ? {} : { onProgress }),
  });

  const asked = createRandom(seed)
    .shuffle([...people].filter(([, { before, later }]) => before.length > 0 && later.size > 0))
    .slice(0, shoppers);
  const histories = new Map(
    asked.map(([id, { before }]) => [id, toShopperHistory(before.slice(-MOST_EVENTS), weights)]),
  );
  const queries = asked.map(([id, { before, later }]) => toQuery(index, id, before, later));
  const state = { index, models, counts: behaviour.counts, now: day };
  return measureSystems(
    [
      createRandomSystem(
        Array.from({ length: index.columns.length }, (_, ordinal) => ordinal)
          .filter(index.columns.isLive)
          .map(index.columns.idOf),
        seed,
      ),
      ...placements.map(([name, placement]) => placementSystem(name, placement, state, histories)),
    ],
    {
      protocol: {
        name: "placements",
        description: `Everything before the last ${days} days is learned from; each placement shows its list to shoppers who came back, and what they took interest in for the first time is to be found.`,
        options: { days, k },
      },
      queries,
      skipped: {
        "came back to nothing new, or came for the first time": people.size - asked.length,
      },
      notes: [
        "Placements beside a product are asked with the product that the shopper looked at last.",
        "What was on show decided what could be found: lists that were on show have an advantage.",
      ],
    },
    {
      ks: [k],
      depth: k,
      seed,
      clock: context.now,
      ...(signal === undefined ? {} : { signal }),
      ...(onProgress === undefined
        ? {}
        : {
            onProgress: (done: number, total: number) => {
              onProgress("Measuring", done, total);
            },
          }),
    },
  );
}

function placementsOf(
  { config }: EngineContext,
  names: readonly string[] | undefined,
): readonly (readonly [string, Placement])[] {
  const known = Object.entries(config.placements);
  if (names === undefined) {
    // What was met before can not be what is met for the first time.
    return known.filter(([, { sources }]) =>
      sources.some(({ source }) => source !== "recently-viewed"),
    );
  }
  return names.map((name) => {
    const found = known.find(([own]) => own === name);
    if (found !== undefined) return found;
    throw new VitrineError(
      "PARAM_INVALID",
      `The placements must be among ${known.map(([own]) => own).join(", ")}; got "${name}". Correct it.`,
      { param: "placements", got: name },
    );
  });
}

/** Passes on what was before the day, and notes of every shopper what came before and after. */
async function* splitAt(
  batches: AsyncIterable<readonly RecordedEvent[]>,
  day: number,
  people: Map<string, Person>,
  weights: EventWeights,
): AsyncGenerator<readonly RecordedEvent[]> {
  for await (const batch of batches) {
    const earlier: RecordedEvent[] = [];
    for (const event of batch) {
      const isEarlier = Date.parse(event.time) < day;
      if (isEarlier) earlier.push(event);
      const { shopper, product } = event;
      const weight = weightOf(event, weights);
      if (shopper === undefined || product === undefined || weight === 0) continue;
      const person = people.get(shopper) ?? { before: [], later: new Map<string, number>() };
      people.set(shopper, person);
      if (isEarlier) person.before.push(event);
      else person.later.set(product, (person.later.get(product) ?? 0) + weight);
    }
    yield earlier;
  }
}

function toQuery(
  { columns }: SearchIndex,
  shopper: string,
  before: readonly RecordedEvent[],
  later: ReadonlyMap<string, number>,
): EvaluationQuery {
  const met = new Set(before.map(({ product }) => product));
  const grades = [...later]
    .filter(([id, weight]) => weight > 0 && !met.has(id) && columns.ordinalOf(id) >= 0)
    .map(([id, weight]): [string, number] => [
      id,
      weight >= GRADES.third ? 3 : weight >= GRADES.second ? 2 : 1,
    ]);
  return { query: shopper, grades: new Map(grades) };
}

function placementSystem(
  name: string,
  placement: Placement,
  state: Omit<RecommendationState, "history">,
  histories: ReadonlyMap<string, ShopperHistory>,
): SearchSystem {
  return {
    name,
    async rank(shopper, { k, exclude = [] }) {
      const history = histories.get(shopper)!;
      const [last] = history.viewed;
      const { items } = await recommendProducts({ ...state, history }, placement, {
        limit: k,
        exclude: [...exclude],
        ...(last === undefined ? {} : { product: last }),
      });
      return items.map(({ id }) => id);
    },
  };
}

/**
 * @file The words of prices in English, German, French, Spanish, Italian, Dutch and Portuguese.
 *
 * All languages at once: a shopper's language is not known, and nearly every one of these
 * words means a price only beside an amount. Folded, apostrophes taken out.
 */
import type { PhraseTable } from "./phrase-table.js";
import { createPhraseTable } from "./phrase-table.js";

/** How an amount limits a price. */
export type PriceLimit = "<" | "<=" | ">" | ">=" | "around" | "between";

/** A word before an amount. */
export interface LimitWord {
  readonly limit: PriceLimit;
  /** Whether the amount must name its currency: `max` and `from` are said of much else. */
  readonly needsCurrency: boolean;
}

const limitLists: readonly (readonly [PriceLimit, needsCurrency: boolean, phrases: string])[] = [
  ["between", true, "from|von|de|da|van|desde"],
  [
    "<",
    false,
    "under|below|less than|lower than|cheaper than|beneath|unter|weniger als|billiger als|gunstiger als|sous|moins de|a moins de|inferieur a|en dessous de|menos de|por menos de|por debajo de|debajo de|inferior a|meno di|a meno di|sotto|sotto i|sotto gli|al di sotto di|onder|onder de|minder dan|goedkoper dan|abaixo de|<",
  ],
  [
    "<=",
    false,
    "up to|at most|no more than|not more than|not over|maximum of|max of|budget|budget of|bis zu|hochstens|maximal|nicht mehr als|jusqua|au plus|maximum de|hasta|como maximo|fino a|al massimo|non piu di|tot|hoogstens|niet meer dan|ate|no maximo|< =|≤",
  ],
  ["<=", true, "max|maximum|bis|within|maximo|massimo"],
  [
    ">",
    false,
    "over|above|more than|higher than|uber|mehr als|teurer als|plus de|au dessus de|mas de|por encima de|piu di|oltre|sopra|meer dan|boven|duurder dan|mais de|acima de|>",
  ],
  [
    ">=",
    false,
    "at least|no less than|not less than|not under|starting at|starting from|minimum of|mindestens|au moins|a partir de|minimum de|al menos|como minimo|desde|almeno|a partire da|ten minste|minstens|vanaf|pelo menos|no minimo|> =|≥",
  ],
  [">=", true, "min|minimum|ab|from|minimo|des"],
  [
    "around",
    false,
    "around|about|approximately|approx|roughly|circa|ca|etwa|ungefahr|rund|environ|autour de|alrededor de|aproximadamente|unos|intorno a|circa|ongeveer|rond|cerca de|por volta de|~|≈",
  ],
  ["between", false, "between|zwischen|entre|tra|fra|tussen"],
];

/** Phrases before an amount. */
export const limitWords: PhraseTable<LimitWord> = tableOf(
  limitLists.map(([limit, needsCurrency, phrases]) => [phrases, { limit, needsCurrency }]),
);

/** Phrases behind an amount: `$50 or less`. */
export const limitWordsBehind: PhraseTable<PriceLimit> = tableOf<PriceLimit>([
  [
    "or less|or under|or below|or cheaper|and under|and below|max|maximum|tops|oder weniger|oder gunstiger|ou moins|maximum|o menos|maximo|o meno|massimo|of minder|of goedkoper|ou menos",
    "<=",
  ],
  [
    "or more|or over|or above|and up|and over|and above|minimum|+|oder mehr|ou plus|et plus|o mas|o piu|of meer|ou mais",
    ">=",
  ],
]);

/** Words between the two amounts of a range. */
export const rangeJoints: ReadonlySet<string> = new Set(
  "and & to - – — und bis et a y e en tot".split(" "),
);

/** Words that lead up to a limit and go with it: `priced under $50`, `for less than 20 euros`. */
export const leadWords: ReadonlySet<string> = new Set(
  "for at priced price prices pricing costing costs cost that is preis fur prix pour precio para por prezzo per preco prijs voor".split(
    " ",
  ),
);

/** Words of a lead that say that a price is meant, so that `price under 50` needs no currency. */
export const moneyWords: ReadonlySet<string> = new Set(
  "priced price prices pricing costing costs cost preis prix precio prezzo preco prijs budget".split(
    " ",
  ),
);

/** People: `over 50` behind them is an age. */
export const peopleWords: ReadonlySet<string> = new Set(
  "women woman men man people person persons adult adults kid kids child children boy boys girl girls baby babies toddler toddlers senior seniors age ages aged anyone frauen manner kinder femmes hommes enfants mujeres hombres ninos donne uomini bambini vrouwen mannen kinderen mulheres homens criancas".split(
    " ",
  ),
);

/** Names of currencies, and the codes they stand for. */
export const currencyWords: ReadonlyMap<string, readonly string[]> = new Map<
  string,
  readonly string[]
>([
  ...["dollar", "dollars", "bucks", "buck", "dolares", "dollari"].map(
    (word) => [word, ["USD", "CAD", "AUD", "NZD", "SGD", "HKD"]] as const,
  ),
  ...["euro", "euros", "eur"].map((word) => [word, ["EUR"]] as const),
  ...["pound", "pounds", "quid", "sterling"].map((word) => [word, ["GBP"]] as const),
  ...["franken", "francs", "francos", "franchi"].map((word) => [word, ["CHF"]] as const),
  ...["kronor", "kroner", "kronen"].map((word) => [word, ["SEK", "NOK", "DKK"]] as const),
  ...["rupees", "rupee"].map((word) => [word, ["INR"]] as const),
  ...["yen"].map((word) => [word, ["JPY"]] as const),
  ...["reais", "real"].map((word) => [word, ["BRL"]] as const),
  ...["zloty", "zlotych"].map((word) => [word, ["PLN"]] as const),
]);

/** A place among the prices of a category. */
export type PriceLevel = "low" | "high";

/** Words of price levels. `undefined` marks phrases that only look like one. */
export const levelWords: PhraseTable<PriceLevel | undefined> = tableOf<PriceLevel | undefined>([
  [
    "cheap|cheaper|cheapest|inexpensive|affordable|budget|low cost|low price|low priced|low budget|on a budget|not expensive|not too expensive|bargain|billig|billige|billiger|billiges|billigen|gunstig|gunstige|gunstiger|gunstiges|preiswert|preiswerte|preiswerter|nicht teuer|pas cher|pas chere|pas chers|pas cheres|pas trop cher|moins cher|bon marche|abordable|economique|barato|barata|baratos|baratas|economico|economica|economicos|economicas|asequible|no caro|a buon mercato|economici|economiche|poco costoso|goedkoop|goedkope|betaalbaar|betaalbare|niet duur|em conta",
    "low",
  ],
  [
    "expensive|luxury|luxurious|luxus|premium|high end|upscale|top of the line|hochwertig|hochwertige|teuer|teure|teurer|teures|edel|cher|chere|luxe|haut de gamme|caro|cara|caros|caras|lujo|de lujo|lusso|di lusso|costoso|costosa|duur|luxo|de luxo",
    "high",
  ],
  // The second half of a name, or of the opposite.
  ["not cheap|not premium|nicht billig", undefined],
]);

function tableOf<Meaning>(
  lists: readonly (readonly [phrases: string, meaning: Meaning])[],
): PhraseTable<Meaning> {
  const table = createPhraseTable<Meaning>();
  for (const [phrases, meaning] of lists) {
    for (const phrase of new Set(phrases.split("|"))) table.add(phrase.split(" "), meaning);
  }
  return table;
}

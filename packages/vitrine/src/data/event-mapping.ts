/**
 * @file Finds out which column of a file holds which field of an event, and what the kinds of other systems
 * are called here.
 *
 * Names decide, as the exports of shops, of analytics and of public data sets have them. What is not
 * mapped is left out of the events; what is mapped is reported.
 */
import { VitrineError } from "../errors.js";
import { findColumn } from "./find-column.js";
import type { EventKind } from "./event.js";
import { comparableName } from "./field-synonyms.js";
import { isMissing } from "./parsed.js";

/** Fields of an event that a column can hold. */
export const eventFields = [
  "key",
  "kind",
  "shopper",
  "anonymous",
  "session",
  "product",
  "products",
  "time",
  "value",
  "currency",
  "listId",
  "query",
] as const;
export type EventField = (typeof eventFields)[number];

/** Field → column; null leaves the field out. */
export type EventMappingOverrides = Readonly<Record<string, string | null>>;

/** Their kind → ours; null leaves such events out. */
export type KindOverrides = Readonly<Record<string, EventKind | null>>;

/** Which column each field is read from. */
export interface EventMapping {
  readonly columns: Readonly<Partial<Record<EventField, string>>>;
  /** What happened in every row, where no column says it. */
  readonly kind?: EventKind;
}

const words = (list: string): readonly string[] => list.split(" ");

/** By field, names as `comparableName` gives them; those before go before. */
const fieldNames: Readonly<Record<EventField, readonly string[]>> = {
  key: words("key eventid eventkey eventuuid idempotencykey messageid insertid"),
  kind: words(
    "kind eventtype eventname event behaviortype behaviourtype behavior behaviour interaction interactiontype actiontype action activity type",
  ),
  shopper: words(
    "shopper shopperid userid user customerid customer memberid accountid uid reviewerid buyerid",
  ),
  anonymous: words(
    "anonymous anonymousid visitorid visitor userpseudoid fullvisitorid clientid deviceid cookieid cookie guestid",
  ),
  session: words("session sessionid usersession visitid visit"),
  product: words(
    "product productid item itemid asin parentasin sku productsku articleid article goodsid variantid contentid movieid",
  ),
  products: words("products productids items itemids impressions shown"),
  time: words(
    "time timestamp eventtime eventtimestamp datetime date eventdate ts unixtime unixtimestamp createdat occurredat tdat orderdate purchasedate",
  ),
  value: words("value price amount revenue total pricepaid rating stars overall score"),
  currency: words("currency currencycode"),
  listId: words("listid recommendationid"),
  query: words("query searchquery searchterm searchterms searchtext q term keyword keywords"),
};

const ratingNames = words("rating stars overall score");

/** What other systems call it, as `comparableName` gives it. */
const kindNames: Readonly<Record<EventKind, readonly string[]>> = {
  view: words(
    "view views viewed pageview productview productviewed viewitem viewproduct viewcontent detail detailview detailpageview itemview pv",
  ),
  click: words("click clicked clicks productclick productclicked selectitem itemclick clickout"),
  add_to_cart: words(
    "addtocart cart carts basket addtobasket addedtocart productadded addcart addtobag",
  ),
  remove_from_cart: words(
    "removefromcart removefrombasket removedfromcart productremoved removecart",
  ),
  purchase: words(
    "purchase purchased purchases transaction order ordered ordercompleted buy bought sale checkoutcompleted purchasecomplete",
  ),
  rating: words("rating rate rated review reviewed"),
  like: words("like liked favorite favourite fav wishlist addtowishlist upvote"),
  dislike: words("dislike disliked downvote"),
  search: words("search searched searches query productssearched viewsearchresults"),
  impression: words(
    "impression impressions viewitemlist productlistviewed shown exposure recommendationshown",
  ),
};

const kindByName = new Map(
  Object.entries(kindNames).flatMap(([kind, names]) =>
    names.map((name) => [name, kind as EventKind] as const),
  ),
);

/**
 * Reads what happened.
 *
 * @returns null when such events are to be left out, undefined when nothing is known by the name.
 */
export function readKind(value: unknown, told: KindOverrides): EventKind | null | undefined {
  const text = String(value).trim();
  // `in` and a plain index would find what every object inherits.
  if (Object.hasOwn(told, text)) return told[text];
  return kindByName.get(comparableName(text));
}

/**
 * Maps the columns of a file.
 *
 * @param sample - Some rows, against which a column of a doubtful name is held.
 * @param options - `told` goes before guesses; `kind` is that of every row.
 * @throws {VitrineError} `MAPPING_INVALID` when a mapping names no field or no column of the file, or
 *   when no column tells what happened, when, or to whom.
 */
export function mapEventColumns(
  columns: readonly string[],
  sample: readonly Readonly<Record<string, unknown>>[],
  {
    told = {},
    kinds = {},
    kind,
  }: {
    readonly told?: EventMappingOverrides;
    readonly kinds?: KindOverrides;
    readonly kind?: EventKind;
  } = {},
): EventMapping {
  const mapped: Partial<Record<EventField, string>> = {};
  const decided = new Set<EventField>(kind === undefined ? [] : ["kind"]);
  for (const [name, column] of Object.entries(told)) {
    const field = findField(name, columns);
    decided.add(field);
    if (column !== null && column !== "") mapped[field] = findColumn(field, column, columns);
  }
  const taken = new Set(Object.values(mapped));
  const fits = (field: EventField, column: string): boolean => {
    if (field !== "kind") return true;
    const present = sample.map((row) => row[column]).filter((value) => !isMissing(value));
    const known = present.filter((value) => readKind(value, kinds) !== undefined);
    return known.length * 2 >= present.length && present.length > 0;
  };
  for (const field of eventFields) {
    if (decided.has(field)) continue;
    const named = fieldNames[field].flatMap((name) =>
      columns.filter((column) => comparableName(column) === name && !taken.has(column)),
    );
    // A column of kinds nobody knows is reported row by row; one that is only called "type" is not.
    const column =
      named.find((candidate) => fits(field, candidate)) ??
      (field === "kind" ? named.find((name) => comparableName(name) !== "type") : undefined);
    if (column === undefined) continue;
    mapped[field] = column;
    taken.add(column);
  }
  const isRated = mapped.value !== undefined && ratingNames.includes(comparableName(mapped.value));
  const kindOfAll = kind ?? (mapped.kind === undefined && isRated ? "rating" : undefined);
  if (mapped.kind === undefined && kindOfAll === undefined) {
    throw missingField("kind", "what happened", columns, " or what happened in all (--kind view)");
  }
  if (mapped.time === undefined) throw missingField("time", "when it happened", columns, "");
  if (mapped.shopper === undefined && mapped.anonymous === undefined) {
    throw missingField("shopper", "who did it", columns, " (or anonymous=)");
  }
  return { columns: mapped, ...(kindOfAll === undefined ? {} : { kind: kindOfAll }) };
}

function findField(name: string, columns: readonly string[]): EventField {
  const field = eventFields.find((known) => known.toLowerCase() === name.toLowerCase());
  if (field !== undefined) return field;
  throw new VitrineError(
    "MAPPING_INVALID",
    `A mapping must name one of the fields ${eventFields.join(", ")}; got ${JSON.stringify(name)}. Write for example shopper=${columns[0] ?? "column"}.`,
    { field: name, columns },
  );
}

function missingField(
  field: EventField,
  what: string,
  columns: readonly string[],
  otherwise: string,
): VitrineError<"MAPPING_INVALID"> {
  return new VitrineError(
    "MAPPING_INVALID",
    `One column must tell ${what}; none of ${columns.join(", ")} is known as one. Name it (--map ${field}=COLUMN)${otherwise}.`,
    { field, columns },
  );
}

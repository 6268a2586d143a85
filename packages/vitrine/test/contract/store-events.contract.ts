/**
 * @file What every store must do with events; part of the store contract.
 *
 * The definition is a list of events and a `Map` from visitors to the shoppers they turned out to be.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Event } from "../../src/data/event.js";
import type { IdentityMerge } from "../../src/store/event-store.js";
import type { Store } from "../../src/store/store.js";
import { allEvents, makeEvent, makeEvents, without, withoutSequence } from "../made-events.js";
import { makeProduct } from "../made-catalogue.js";

/** @param open - Opens a store of an empty workspace of its own. */
export function describeEvents(open: () => Promise<Store>): void {
  describe("events", () => {
    it("begin with none", async () => {
      const store = await open();
      expect(await store.behaviour()).toEqual({
        sequence: 0,
        eventCount: 0,
        revision: 0,
        removalRevision: 0,
      });
      expect([await store.eventCount(), await allEvents(store)]).toEqual([0, []]);
      expect(await store.shopperEvents("s")).toEqual([]);
      expect(await store.eventSummary()).toEqual([]);
      expect(await store.recordEvents([])).toEqual({ accepted: 0, duplicates: 0, sequence: 0 });
    });

    it("come back with every field, and absent ones as absent", async () => {
      const store = await open();
      const whole: Event = {
        key: 'k\\ "1" {ä}, \u{1F6CB}',
        kind: "purchase",
        shopper: "NULL",
        anonymous: "a\\b",
        product: "p,1",
        time: "2024-05-17T09:30:00.123Z",
        value: 0.1 + 0.2,
        currency: "EUR",
        listId: "list",
      };
      const given: Event[] = [
        { ...whole, session: "visit" },
        makeEvent({ key: "bare" }),
        {
          key: "seen",
          kind: "impression",
          anonymous: "v",
          products: ['a"b', "NULL", "c,d"],
          time: "1969-12-31T23:59:59.999Z",
        },
        {
          key: "asked",
          kind: "search",
          anonymous: "v",
          query: "",
          time: "2024-05-17T09:30:00.000Z",
        },
      ];
      await store.recordEvents(given);
      expect(withoutSequence(await allEvents(store))).toEqual(given);
      await store.recordEvents([
        makeEvent({ key: "whole second", time: "2024-05-17T09:30:00Z", query: "\0\uD83D" }),
      ]);
      expect((await allEvents(store)).at(-1)).toMatchObject({
        time: "2024-05-17T09:30:00.000Z",
        query: "\uFFFD\uFFFD",
      });
    });

    it("of one key are one, in a call and between calls; the first holds", async () => {
      const store = await open();
      const first = makeEvent({ key: "k", product: "first" });
      const again = makeEvent({ key: "k", product: "second" });
      const other = makeEvent({ key: "other" });
      expect(await store.recordEvents([first, again, other])).toMatchObject({
        accepted: 2,
        duplicates: 1,
      });
      const { sequence } = await store.behaviour();
      expect(await store.recordEvents([again, other])).toEqual({
        accepted: 0,
        duplicates: 2,
        sequence,
      });
      expect(withoutSequence(await allEvents(store))).toEqual([first, other]);
    });

    it("that are sent at once are counted to their callers, each key once", async () => {
      const store = await open();
      const calls = Array.from({ length: 60 }, (_, n) =>
        store.recordEvents([makeEvent({ key: `own ${n}` }), makeEvent({ key: `of ${n % 20}` })]),
      );
      const results = await Promise.all(calls);
      expect(results.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(80);
      expect(results.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(40);
      const events = await allEvents(store);
      expect(new Set(events.map(({ key }) => key)).size).toBe(80);
      expect(await store.eventCount()).toBe(80);
      for (const [n, { sequence }] of results.entries()) {
        const own = events.find(({ key }) => key === `own ${n}`);
        expect(own?.sequence).toBeLessThanOrEqual(sequence);
      }
    });

    it("that break the schema fail their own call only, which records nothing", async () => {
      const store = await open();
      const bad = { ...makeEvent({ key: "bad" }), value: NaN };
      const calls = await Promise.allSettled([
        store.recordEvents([makeEvent({ key: "a" })]),
        store.recordEvents([makeEvent({ key: "b" })]),
        store.recordEvents([makeEvent({ key: "c" }), bad]),
        store.recordEvents([makeEvent({ key: "d" })]),
      ]);
      expect(calls.map(({ status }) => status)).toEqual([
        "fulfilled",
        "fulfilled",
        "rejected",
        "fulfilled",
      ]);
      expect(calls[2]).toMatchObject({ reason: { code: "PARAM_INVALID" } });
      expect((await allEvents(store)).map(({ key }) => key)).toEqual(["a", "b", "d"]);
    });

    it("leave the catalogue as it is", async () => {
      const store = await open();
      await store.upsertProducts([makeProduct({ id: "p1" })]);
      await store.recordEvents(makeEvents(10));
      await store.mergeShopper("a1", "s1");
      await store.eraseShopper("s1");
      expect([await store.revision(), await store.changeCount(0)]).toEqual([1, 1]);
    });

    it("are followed by their sequence, none twice and none missed", async () => {
      const store = await open();
      const events = makeEvents(2_500);
      const seen: string[] = [];
      let place = 0;
      for (const start of [0, 1, 1_200, 2_499]) {
        const end = [1, 1_200, 2_499, 2_500][[0, 1, 1_200, 2_499].indexOf(start)];
        await store.recordEvents(events.slice(start, end));
        for await (const batch of store.eventsSince(place, { batchSize: 400 })) {
          expect(batch.length).toBeLessThanOrEqual(400);
          seen.push(...batch.map(({ key }) => key));
          place = batch.at(-1)?.sequence ?? place;
        }
      }
      expect(seen).toEqual(events.map(({ key }) => key));
      expect(place).toBe((await store.behaviour()).sequence);
      await expect(allEvents(store, place + 1)).rejects.toMatchObject({ code: "STORE_BEHIND" });
      await expect(allEvents(store, 0, 0)).rejects.toMatchObject({ code: "PARAM_INVALID" });
    });

    it("of one visit are found by it", async () => {
      const store = await open();
      const [first, second] = makeEvents(2) as [Event, Event];
      const visit = [
        { ...second, session: "v1" },
        { ...first, session: "v1" },
      ];
      await store.recordEvents([...visit, makeEvent({ key: "elsewhere", session: "v2" })]);
      expect(withoutSequence(await store.sessionEvents("v1"))).toEqual(visit);
      expect(await store.sessionEvents("v3")).toEqual([]);
    });

    it("of a shopper come newest first, page by page, by kind", async () => {
      const store = await open();
      const events = makeEvents(300);
      await store.recordEvents(events.slice(150));
      await store.recordEvents(events.slice(0, 150));
      const newestFirst = events.filter(({ shopper }) => shopper === "s3").reverse();
      expect(newestFirst.length).toBeGreaterThan(4);
      expect(withoutSequence(await store.shopperEvents("s3"))).toEqual(newestFirst);
      const page = await store.shopperEvents("s3", { limit: 2 });
      const [, before] = page;
      const next = await store.shopperEvents("s3", {
        limit: 2,
        ...(before === undefined ? {} : { before }),
      });
      expect(withoutSequence([...page, ...next])).toEqual(newestFirst.slice(0, 4));
      const bought = newestFirst.filter(({ kind }) => kind === "purchase");
      expect(withoutSequence(await store.shopperEvents("s3", { kinds: ["purchase"] }))).toEqual(
        bought,
      );
      const visits = events.filter(({ anonymous }) => anonymous === "a3").reverse();
      expect(withoutSequence(await store.anonymousEvents("a3"))).toEqual(visits);
      const summary = await store.eventSummary();
      expect(summary.map(({ kind }) => kind)).toEqual(["view", "add_to_cart", "purchase"]);
      expect(summary.reduce((sum, { count }) => sum + count, 0)).toBe(300);
      expect(summary[0]?.newest).toBe(events.filter(({ kind }) => kind === "view").at(-1)?.time);
    });

    it("of a visitor go to the account, once, and so do later ones", async () => {
      const store = await open();
      await store.recordEvents([
        makeEvent({ key: "visit" }),
        makeEvent({ key: "own", shopper: "s" }),
        makeEvent({ key: "of another", anonymous: "visitor", shopper: "t" }),
      ]);
      expect(await store.mergeShopper("visitor", "s")).toEqual({ merged: 1, already: false });
      expect((await store.behaviour()).revision).toBe(1);
      expect(await store.mergeShopper("visitor", "s")).toEqual({ merged: 0, already: true });
      expect(await store.behaviour()).toMatchObject({ revision: 1, removalRevision: 0 });
      await store.recordEvents([makeEvent({ key: "later" })]);
      expect((await store.shopperEvents("s")).map(({ key }) => key).sort()).toEqual([
        "later",
        "own",
        "visit",
      ]);
      await expect(store.mergeShopper("visitor", "t")).rejects.toMatchObject({
        code: "SHOPPER_CONFLICT",
        details: { anonymous: "visitor" },
      });
      await expect(store.mergeShopper("", "s")).rejects.toMatchObject({ code: "PARAM_INVALID" });
      expect((await store.shopperEvents("t")).map(({ key }) => key)).toEqual(["of another"]);
      expect(await store.exportShopper("s")).toMatchObject({
        shopper: "s",
        anonymous: ["visitor"],
      });
      await store.mergeShopper("second", "s");
      const told: IdentityMerge[] = [];
      for await (const batch of store.identityMerges(1)) told.push(...batch);
      expect(told).toEqual([{ anonymous: "second", shopper: "s", revision: 2 }]);
    });

    it("of an erased shopper are gone, of others on the same device only the link", async () => {
      const store = await open();
      await store.recordEvents([
        makeEvent({ key: "visit" }),
        makeEvent({ key: "own", shopper: "s" }),
        makeEvent({ key: "of another", anonymous: "visitor", shopper: "t" }),
        makeEvent({ key: "elsewhere", anonymous: "s" }),
      ]);
      await store.mergeShopper("visitor", "s");
      expect(await store.eraseShopper("s")).toEqual({ events: 2, merges: 1, unlinked: 1 });
      expect(await store.behaviour()).toMatchObject({
        eventCount: 2,
        revision: 2,
        removalRevision: 2,
      });
      expect(await store.exportShopper("s")).toEqual({ shopper: "s", anonymous: [], events: [] });
      const left = await allEvents(store);
      expect(left.map(({ key, anonymous }) => [key, anonymous])).toEqual([
        ["of another", undefined],
        ["elsewhere", "s"],
      ]);
      expect(await store.eraseShopper("s")).toEqual({ events: 0, merges: 0, unlinked: 0 });
      expect((await store.behaviour()).revision).toBe(2);
      await store.recordEvents([makeEvent({ key: "new visit" })]);
      expect(await store.shopperEvents("s")).toEqual([]);
      expect((await store.anonymousEvents("visitor")).length).toBe(1);
    });

    it("of several shoppers that are erased at once are all gone, counted to one call each", async () => {
      const store = await open();
      const events = makeEvents(200);
      await store.recordEvents(events);
      const ids = ["s1", "s2", "s3", "s1", "nobody"];
      const results = await Promise.all(ids.map((id) => store.eraseShopper(id)));
      const gone = events.filter(({ shopper }) => ids.includes(shopper ?? ""));
      expect(results.reduce((sum, result) => sum + result.events, 0)).toBe(gone.length);
      expect(results.at(-1)).toEqual({ events: 0, merges: 0, unlinked: 0 });
      expect(await store.eventCount()).toBe(200 - gone.length);
      expect((await allEvents(store)).length).toBe(200 - gone.length);
    });

    it("are not asked for with what makes no sense, and the store works on", async () => {
      const store = await open();
      await store.recordEvents(makeEvents(3));
      const readMerges = async (since: number): Promise<void> => {
        for await (const batch of store.identityMerges(since)) expect(batch).toEqual([]);
      };
      const refused: (() => Promise<unknown>)[] = [
        () => store.shopperEvents("s", { limit: 0 }),
        () => store.shopperEvents("s", { limit: 1.5 }),
        () => store.shopperEvents("s", { kinds: ["gaze" as "view"] }),
        () => store.anonymousEvents("a", { before: { time: "then", sequence: 1 } }),
        () =>
          store.anonymousEvents("a", { before: { time: "2024-01-01T00:00:00Z", sequence: NaN } }),
        () => store.anonymousEvents("x".repeat(201)),
        () => store.exportShopper(undefined as unknown as string),
        () => store.eraseShopper(""),
        () => store.mergeShopper("a", 7 as unknown as string),
        () => store.pruneEvents({ gaze: "2024-01-01T00:00:00Z" } as object),
        () => store.recordEvents([{ key: "k" } as unknown as Event]),
        () => allEvents(store, NaN),
        () => allEvents(store, -1),
        () => readMerges(0.5),
      ];
      for (const ask of refused) {
        await expect(ask()).rejects.toMatchObject({ code: "PARAM_INVALID" });
      }
      expect(await store.eventCount()).toBe(3);
    });

    it("are pruned by kind and age", async () => {
      const store = await open();
      const at = (key: string, kind: "view" | "like", time: string): Event =>
        makeEvent({ key, kind, time });
      await store.recordEvents([
        at("old view", "view", "2024-01-01T00:00:00.000Z"),
        at("view", "view", "2024-02-01T00:00:00.000Z"),
        at("old like", "like", "2024-01-01T00:00:00.000Z"),
      ]);
      const olderThan = { view: "2024-02-01T00:00:00Z", search: "2024-02-01T00:00:00Z" };
      expect(await store.pruneEvents(olderThan)).toEqual({ view: 1, search: 0 });
      expect((await allEvents(store)).map(({ key }) => key)).toEqual(["view", "old like"]);
      expect(await store.behaviour()).toMatchObject({
        eventCount: 2,
        revision: 1,
        removalRevision: 1,
      });
      expect(await store.pruneEvents(olderThan)).toEqual({ view: 0, search: 0 });
      expect((await store.behaviour()).revision).toBe(1);
      await expect(store.pruneEvents({ view: "yesterday" })).rejects.toMatchObject({
        code: "PARAM_INVALID",
      });
    });

    it("agree with a list under any sequence of recordings, merges and erasures", async () => {
      const shopper = fc.constantFrom("s", "t");
      const anonymous = fc.constantFrom("a", "b", "c");
      const action = fc.oneof(
        {
          weight: 3,
          arbitrary: fc.record({
            record: fc.array(
              fc.record({
                key: fc.nat(30).map(String),
                who: fc.oneof(
                  fc.record({ shopper }),
                  fc.record({ anonymous }),
                  fc.record({ shopper, anonymous }),
                ),
              }),
              { maxLength: 5 },
            ),
          }),
        },
        {
          weight: 2,
          arbitrary: fc.record({
            merge: anonymous,
            into: shopper,
            times: fc.integer({ min: 1, max: 3 }),
          }),
        },
        { weight: 1, arbitrary: fc.record({ erase: shopper }) },
      );
      const store = await open();
      let model: Event[] = [];
      const merges = new Map<string, string>();
      await fc.assert(
        fc.asyncProperty(fc.array(action, { minLength: 1, maxLength: 6 }), async (actions) => {
          for (const each of actions) {
            if ("record" in each) {
              const given = each.record.map(({ key, who }) => makeEvent({ key, ...who }));
              const known = new Set(model.map(({ key }) => key));
              const { accepted, duplicates } = await store.recordEvents(given);
              for (const event of given) {
                if (known.has(event.key)) continue;
                known.add(event.key);
                const merged = merges.get(event.anonymous ?? "");
                const owner = event.shopper ?? merged;
                model.push({ ...event, ...(owner === undefined ? {} : { shopper: owner }) });
              }
              expect(await store.eventCount()).toBe(model.length);
              expect(accepted + duplicates).toBe(given.length);
            } else if ("merge" in each) {
              const known = merges.get(each.merge);
              for (let time = 0; time < each.times; time += 1) {
                const merging = store.mergeShopper(each.merge, each.into);
                if (known !== undefined && known !== each.into) {
                  await expect(merging).rejects.toMatchObject({ code: "SHOPPER_CONFLICT" });
                  continue;
                }
                const isMoved = (event: Event): boolean =>
                  event.anonymous === each.merge && event.shopper === undefined;
                expect(await merging).toEqual({
                  merged: model.filter(isMoved).length,
                  already: merges.has(each.merge),
                });
                merges.set(each.merge, each.into);
                model = model.map((event) =>
                  isMoved(event) ? { ...event, shopper: each.into } : event,
                );
              }
            } else {
              const visits = [...merges].filter(([, into]) => into === each.erase);
              for (const [visit] of visits) merges.delete(visit);
              const names = new Set(visits.map(([visit]) => visit));
              const gone = model.filter((event) => event.shopper === each.erase);
              expect(await store.eraseShopper(each.erase)).toMatchObject({
                events: gone.length,
                merges: names.size,
              });
              model = model
                .filter((event) => event.shopper !== each.erase)
                .map((event) =>
                  names.has(event.anonymous ?? "") ? without(event, "anonymous") : event,
                );
            }
          }
          const stored = withoutSequence(await allEvents(store));
          expect(new Set(stored)).toEqual(new Set(model));
          for (const id of ["s", "t"]) {
            const { events, anonymous: visits } = await store.exportShopper(id);
            expect(new Set(events)).toEqual(new Set(model.filter((e) => e.shopper === id)));
            expect(new Set(visits)).toEqual(
              new Set([...merges].filter(([, into]) => into === id).map(([visit]) => visit)),
            );
          }
        }),
        { seed: 7, numRuns: 20 },
      );
    });
  });
}

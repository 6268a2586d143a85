/**
 * @file What a server acknowledged is there after its death, and nothing is there twice, though
 * clients send again what nobody acknowledged. Real `vitrine serve` over its embedded database,
 * killed at times that a seed chooses while clients write over HTTP.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { createClient, ProblemError } from "../../src/client/index.js";
import type { Client, SentResult } from "../../src/client/index.js";
import { createRandom } from "../../src/random.js";
import { locateWorkspace } from "../../src/engine/workspace.js";
import { openStore } from "../../src/store/open-store.js";
import { servingProcesses } from "../cli/serve-vitrine.js";
import { makeProduct } from "../made-catalogue.js";
import { allEvents } from "../made-events.js";
import { eventsOf } from "../store/recorded-events.js";
import { temporaryFolders } from "../temporary-folder.js";

const isFull = (process.env["VITRINE_TEST_FULL"] ?? "") !== "";
const kills = isFull ? 100 : 20;
const timeout = isFull ? 3_600_000 : 600_000;
/** Two of them send bulks. */
const clients = 8;
const serve = servingProcesses();
const makeFolder = temporaryFolders();

it(
  `killed servers lose nothing that they acknowledged and double nothing (${kills} kills)`,
  { timeout },
  async () => {
    const folder = makeFolder();
    const random = createRandom(23);
    /** By client: the calls that were acknowledged so far, and whether one more was sent. */
    const next = Array<number>(clients).fill(0);
    const isSent = Array<boolean>(clients).fill(false);
    let renewed = 0;
    const counts = { acknowledged: 0, cut: 0, foundAgain: 0 };

    /** One client: sends call after call until the server is gone. */
    const record = async (client: number, vitrine: Client, onAnswer: () => void): Promise<void> => {
      const send = async (call: number): Promise<SentResult | undefined> =>
        untilGone(async () => vitrine.sendEvents(eventsOf(client, call)));
      const last = next[client]! - 1;
      if (last >= 0) {
        // As if the answer had been lost on its way: what was acknowledged before the death is known.
        const size = eventsOf(client, last).length;
        const again = await send(last);
        if (again === undefined) return;
        expect(again).toEqual({ accepted: 0, duplicates: size });
      }
      for (;;) {
        const call = next[client]!;
        const size = eventsOf(client, call).length;
        const wasSent = isSent[client]!;
        isSent[client] = true;
        const result = await send(call);
        if (result === undefined) {
          counts.cut += 1;
          return;
        }
        // A call is recorded whole or not at all; only one that was sent before can be there already.
        if (wasSent && result.accepted === 0) {
          expect(result.duplicates).toBe(size);
          counts.foundAgain += 1;
        } else expect(result).toEqual({ accepted: size, duplicates: 0 });
        isSent[client] = false;
        next[client] = call + 1;
        counts.acknowledged += size;
        onAnswer();
      }
    };
    /** Renews one product, again and again. */
    const renew = async (vitrine: Client, onAnswer: () => void): Promise<void> => {
      for (;;) {
        const product = makeProduct({ id: "renewed", price: renewed + 1, currency: "EUR" });
        const result = await untilGone(async () => vitrine.putProducts([product]));
        if (result === undefined) return;
        renewed += 1;
        onAnswer();
      }
    };

    for (let round = 0; round < kills; round += 1) {
      const server = await serve(folder, ["--log-level", "silent"]);
      const vitrine = createClient({ url: server.url, retries: 0, timeoutMs: 60_000 });
      const killAt = 20 + random.below(300);
      const delayMs = random.below(20);
      let answers = 0;
      let killed: Promise<unknown> | undefined;
      const onAnswer = (): void => {
        answers += 1;
        // Not at the answer itself, which would spare the commits in the middle of which nothing is said.
        if (answers === killAt) killed = sleep(delayMs).then(async () => server.end("SIGKILL"));
      };
      await Promise.all([
        ...next.map(async (_, client) => record(client, vitrine, onAnswer)),
        renew(vitrine, onAnswer),
      ]);
      expect(killed, "the server must have ended by the kill alone").toBeDefined();
      expect(await killed).toBeNull();
    }

    const store = await openStore({
      folder: locateWorkspace(folder).databaseFolder,
      clock: () => new Date(),
    });
    try {
      const stored = (await allEvents(store)).map(({ key }) => key);
      const storedKeys = new Set(stored);
      const keysOf = (client: number, count: number): string[] =>
        Array.from({ length: count }, (_, call) => eventsOf(client, call))
          .flat()
          .map(({ key }) => key);
      const acknowledged = next.flatMap((count, client) => keysOf(client, count));
      const sent = new Set(
        next.flatMap((count, client) => keysOf(client, count + Number(isSent[client]))),
      );
      expect({
        acknowledged: acknowledged.length,
        lost: acknowledged.filter((key) => !storedKeys.has(key)).length,
        doubled: stored.length - storedKeys.size,
        neverSent: stored.filter((key) => !sent.has(key)).length,
      }).toEqual({ acknowledged: counts.acknowledged, lost: 0, doubled: 0, neverSent: 0 });
      const [product] = await store.products(["renewed"]);
      // The last put may have been committed without its answer.
      expect([renewed, renewed + 1]).toContain(product?.price);
    } finally {
      await store.close();
    }
    process.stdout.write(
      `${kills} kills: ${counts.acknowledged} events acknowledged, 0 lost, 0 doubled; ${counts.cut} calls cut, ${counts.foundAgain} of them committed without an answer; ${renewed} puts of a product\n`,
    );
    // Without calls that the deaths cut this test would have proved little.
    expect(counts.cut).toBeGreaterThan(kills);
    if (isFull) expect(counts.foundAgain).toBeGreaterThan(0);
  },
);

/** The answer of a call; undefined when the server went away. What is refused for load is sent again. */
async function untilGone<T>(call: () => Promise<T>): Promise<T | undefined> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      if (error.code === "OVERLOADED") await sleep(50);
      else if (error.code === "UNREACHABLE" || error.code === "BAD_ANSWER") return undefined;
      else throw error;
    }
  }
}

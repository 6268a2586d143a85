/** @file `vitrine serve`. */
import { once } from "node:events";
import { Option } from "commander";
import type { Command } from "commander";
import type { LogLevel } from "../server/server-log.js";
import { examples, runWithEngine, wholeNumber, withCommonOptions } from "./context.js";
import type { CliProcess, CommandContext, CommonOptions } from "./context.js";
import { collectGently } from "./gentle-collections.js";

interface ServeCommandOptions extends CommonOptions {
  readonly host: string;
  readonly port: number;
  readonly logLevel: LogLevel;
}

export function addServeCommand(program: Command, host: CliProcess): void {
  withCommonOptions(program.command("serve"))
    .description("show the shop and answer over HTTP until interrupted; documented at /docs")
    .option("--host <address>", "address to listen on; off loopback keys are needed", "127.0.0.1")
    .option("-p, --port <port>", "port to listen on; 0 for any that is free", wholeNumber(0), 7070)
    .addOption(
      new Option("--log-level <level>", "what is written to standard output, as lines of JSON")
        .choices(["debug", "info", "warn", "error", "silent"])
        .default("info"),
    )
    .addHelpText(
      "after",
      examples(
        "vitrine serve",
        "vitrine serve --port 8080 --log-level warn",
        "vitrine keys create --public && vitrine serve --host 0.0.0.0",
        'curl "http://127.0.0.1:7070/v1/search?q=walnut+desk&filter=price<150"',
      ),
    )
    .action(async (options: ServeCommandOptions) => {
      const serve = async ({
        engine,
        json,
        note,
        print,
        signal,
      }: CommandContext): Promise<void> => {
        const { createServerLog, startServer } = await import("../server/index.js");
        const shopperSecret = host.env["VITRINE_SHOPPER_SECRET"];
        const sessionSecret = host.env["VITRINE_SESSION_SECRET"];
        collectGently();
        const server = await startServer(engine, {
          host: options.host,
          port: options.port,
          log: createServerLog(host.stdout, options.logLevel),
          ...(shopperSecret === undefined ? {} : { shopperSecret }),
          ...(sessionSecret === undefined ? {} : { sessionSecret }),
        });
        const { url, isOpen } = server;
        if (json) print(JSON.stringify({ url, isOpen }));
        else
          note(
            `Serving ${engine.workspace.folder} at ${url} (the API is documented at ${url}/docs).`,
          );
        note(
          isOpen
            ? "There are no keys: whoever can reach this address may do everything. Make keys with: vitrine keys create"
            : "Keys are needed: Authorization: Bearer KEY.",
        );
        if (!signal.aborted) await once(signal, "abort");
        note("Stopping: what was accepted is still answered.");
        await server.stop();
      };
      // Searches do not wait while a new index is read.
      await runWithEngine(host, options, serve, { follow: "in the background" });
    });
}

/** @file `vitrine keys create|list|revoke`: who may call the HTTP server. */
import type { Command } from "commander";
import { VitrineError } from "../errors.js";
import { openKeysFile, SCOPES } from "../server/keys-file.js";
import type { KeysFile, Scope, StoredKey } from "../server/keys-file.js";
import { locateWorkspace } from "../engine/workspace.js";
import { collect, examples, withCommonOptions } from "./context.js";
import type { CliProcess, CommonOptions } from "./context.js";

interface CreateOptions extends CommonOptions {
  readonly public?: boolean;
  readonly admin?: boolean;
  readonly name: string;
  readonly scope?: readonly string[];
}

export function addKeysCommand(program: Command, host: CliProcess): void {
  const keys = program
    .command("keys")
    .description("who may call the HTTP server")
    .addHelpText(
      "after",
      examples(
        "vitrine keys create --public --name storefront",
        "vitrine keys create --admin --scope products:write",
        "vitrine keys list",
      ),
    );
  withCommonOptions(keys.command("create"))
    .description("make a key; it is shown once and kept as a hash")
    .option("--public", "for the pages of the shop: search, recommendations, events")
    .option("--admin", "for operators and the shop's own servers")
    .option("--name <name>", "what the key is for", "")
    .option(
      "--scope <scope>",
      `what an operator's key is good for, all when left out; may be repeated: ${SCOPES.join(", ")}`,
      collect,
    )
    .addHelpText(
      "after",
      examples(
        "vitrine keys create --public --name storefront",
        "vitrine keys create --admin --name importer --scope products:write --scope metrics",
      ),
    )
    .action(async (options: CreateOptions) => {
      if ((options.public === true) === (options.admin === true)) {
        throw invalid("kind", "A key must be either --public or --admin; give one of them.");
      }
      if (options.public === true && options.scope !== undefined) {
        throw invalid("scope", "Scopes must be of an operator's key; give --admin with them.");
      }
      const made = await open(options).create({
        kind: options.admin === true ? "admin" : "public",
        name: options.name,
        scopes: options.admin === true ? (options.scope ?? SCOPES).map(checkScope) : [],
      });
      tell(host, options, { id: made.key.id, key: made.text, scopes: made.key.scopes }, () =>
        [made.text, `Keep it now: it is not shown again. Its id is ${made.key.id}.`].join("\n"),
      );
    });
  withCommonOptions(keys.command("list"))
    .description("list the keys, without what makes them hold")
    .addHelpText("after", examples("vitrine keys list", "vitrine keys list --json"))
    .action(async (options: CommonOptions) => {
      const list = (await open(options).list()).map(({ id, kind, name, scopes, created }) => ({
        ...{ id, kind, name, scopes, created },
      }));
      tell(host, options, { keys: list }, () => listToText(list));
    });
  withCommonOptions(keys.command("revoke"))
    .description("take a key away; servers that run refuse it within a second")
    .argument("<id>", "id of the key")
    .addHelpText("after", examples("vitrine keys revoke 3f9a1c22b0d4"))
    .action(async (id: string, options: CommonOptions) => {
      const { name, kind } = await open(options).revoke(id);
      tell(host, options, { revoked: id }, () => `${kind} key ${id} ${name} holds no more.`);
    });
}

function open({ workspace }: CommonOptions): KeysFile {
  return openKeysFile(locateWorkspace(workspace).keysFile, () => new Date());
}

function checkScope(text: string): Scope {
  const scope = SCOPES.find((known) => known === text);
  if (scope !== undefined) return scope;
  throw invalid("scope", `A scope must be one of ${SCOPES.join(", ")}; got "${text}".`);
}

function invalid(param: string, message: string): VitrineError<"PARAM_INVALID"> {
  return new VitrineError("PARAM_INVALID", message, { param, got: undefined });
}

function tell(host: CliProcess, options: CommonOptions, value: object, toText: () => string): void {
  host.stdout.write(`${options.json === true ? JSON.stringify(value, null, 2) : toText()}\n`);
}

function listToText(keys: readonly Omit<StoredKey, "hash">[]): string {
  if (keys.length === 0) return "There is no key. Make one: vitrine keys create --public";
  return keys
    .map(
      ({ id, kind, name, scopes, created }) =>
        `${id}  ${kind}  ${created}${name === "" ? "" : `  ${name}`}${scopes.length === 0 ? "" : `  ${scopes.join(" ")}`}`,
    )
    .join("\n");
}

/** @file What the commands of this folder have in common: flags, help, errors. */
import { parseArgs } from "node:util";

/**
 * Runs a command with the flags it was called with.
 *
 * A bad flag prints the error and the help, and ends with exit code 2; any other failure ends with 1.
 *
 * @param {string} help
 * @param {{
 *   options: Record<string, { type: "string" | "boolean"; default?: string }>;
 *   run: (values: Record<string, string | undefined>) => Promise<void>;
 * }} command
 */
export async function runCommand(help, { options, run }) {
  try {
    const { values } = parseArgs({ options: { ...options, help: { type: "boolean" } } });
    if (values["help"] === true) process.stdout.write(help);
    else await run(/** @type {Record<string, string | undefined>} */ (values));
  } catch (error) {
    const { code, message } = /** @type {Error & { code?: string }} */ (error);
    const isFlag = error instanceof RangeError || code?.startsWith("ERR_PARSE_ARGS") === true;
    process.stderr.write(isFlag ? `${message}\n\n${help}` : `${message}\n`);
    process.exitCode = isFlag ? 2 : 1;
  }
}

/**
 * Reads a whole number.
 *
 * @param {string} name - Of the flag, for errors.
 * @param {string | undefined} text
 * @param {number} low
 * @throws {RangeError} When the text is no integer of at least `low`.
 */
export function integer(name, text, low) {
  const value = Number(text);
  if (text === undefined || text === "" || !Number.isSafeInteger(value) || value < low) {
    throw new RangeError(`--${name} must be an integer of at least ${low}; got ${text ?? "none"}`);
  }
  return value;
}

/** @file The tables of error codes and exit codes, out of the declarations that the engine compiles. */
import { readFileSync } from "node:fs";
import ts from "typescript";
import { repository } from "../run.mjs";

const sources = `${repository}packages/vitrine/src/`;

/** Every code with its meaning, exit code and details. */
export async function errorTable() {
  const { EXIT_CODES } = await import("../../packages/vitrine/dist/cli/exit-codes.js");
  return [
    "| code | meaning | exit code | details |",
    "| --- | --- | --- | --- |",
    ...declaredErrors().map(
      ({ code, meaning, details }) =>
        `| \`${code}\` | ${meaning} | ${EXIT_CODES[code]} | ${details.join("<br>")} |`,
    ),
  ].join("\n");
}

/** The table of exit codes that heads the file in which they are decided. */
export function exitCodeTable() {
  const text = readFileSync(`${sources}cli/exit-codes.ts`, "utf8");
  return [...text.matchAll(/^ \* (\|.*\|)$/gm)].map(([, line]) => line).join("\n");
}

function declaredErrors() {
  const file = ts.createSourceFile(
    "errors.ts",
    readFileSync(`${sources}errors.ts`, "utf8"),
    ts.ScriptTarget.ES2022,
    true,
  );
  const declaration = file.statements.find(
    (statement) => ts.isInterfaceDeclaration(statement) && statement.name.text === "ErrorDetails",
  );
  return declaration.members.map((member) => {
    const comment = ts.getJSDocCommentsAndTags(member)[0]?.comment;
    if (typeof comment !== "string") throw new Error(`${member.name.text} has no comment`);
    return {
      code: member.name.text,
      meaning: comment.replace(/\s+/g, " "),
      details: member.type.members.map(
        (detail) =>
          `\`${detail.name.text}${detail.questionToken === undefined ? "" : "?"}: ${detail.type.getText(file).replaceAll("|", "\\|")}\``,
      ),
    };
  });
}

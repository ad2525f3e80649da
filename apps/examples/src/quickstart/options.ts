import { existsSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";

export interface Options {
  /** The folder to read, absolute. */
  readonly docs: string;
  readonly question: string;
  /** Leave the server running at the end. */
  readonly keep: boolean;
}

export const usage = `Ask your documents: one job through tasks, vectors, inference, sandboxes and costs.

  npm run quickstart -- [--docs FOLDER] [--question TEXT] [--keep]

  --docs FOLDER     Markdown, HTML and text to read (default: this repository's own documentation)
  --question TEXT   what to ask, in English (default: a question that this documentation answers)
  --keep            leave the server running, and print its URL and key
  --help            print this
`;

/** A mistake in the command line: shown with the usage, exit code 2. */
export class UsageError extends Error {}

/** Reads the command line; `undefined` when help was asked for. */
export function readOptions(args: readonly string[], root: string): Options | undefined {
  const { values } = parse(args);
  if (values.help) return undefined;
  // npm runs scripts from the repository's root; paths are meant from where the user typed.
  const docs =
    values.docs === undefined ? root : resolve(process.env["INIT_CWD"] ?? process.cwd(), values.docs);
  if (!existsSync(docs)) throw new UsageError(`--docs: there is no folder ${docs}.`);
  if (!statSync(docs).isDirectory()) throw new UsageError(`--docs: ${docs} is a file; give its folder.`);
  // The server takes a list of folders that is joined by colons.
  if (docs.includes(":")) throw new UsageError("--docs: the folder's path must not hold a colon.");
  const question = values.question ?? (values.docs === undefined ? ownQuestion : "What is this about?");
  if (question.trim() === "") throw new UsageError("--question must not be empty.");
  return { docs, question, keep: values.keep ?? false };
}

const ownQuestion = "What happens when the price of a unit is unknown?";

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        docs: { type: "string" },
        question: { type: "string" },
        keep: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

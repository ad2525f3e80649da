import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { isTest, type Source } from "../sources.ts";
import type { Workspace } from "../workspace.ts";

const defines = /\bdefine(?:Action|Stream|List|Upload|Download|Socket)\s*[<(]/;
const exported = /^export (?:const|(?:async )?function\*?) (\w+)/gm;

/** One action a file, named after the file, tested, and told of in the package's README. */
export function actionProblems(rooms: readonly Workspace[], files: readonly Source[]): string[] {
  const tests = files.filter(isTest);
  const actions = files.filter((file) => isAction(file));
  const problems = serveProblems(files);
  for (const { path, text } of actions) {
    const name = camelCase(basename(path, ".ts"));
    const names = [...text.matchAll(exported)].map((match) => match[1]);
    if (!names.includes(name)) problems.push(`${path} must export ${name}, as its name says`);
    const word = new RegExp(`\\b${name}\\b`);
    if (!tests.some((test) => word.test(test.text))) problems.push(`${path}: no test names ${name}`);
    const home = rooms.find((room) => path.startsWith(`${room.room}/${room.folder}/`));
    const readme = home === undefined ? "" : join(home.path, "README.md");
    if (!existsSync(readme) || !word.test(readFileSync(readme, "utf8"))) {
      problems.push(`${path}: the package's README does not mention ${name}`);
    }
  }
  return problems;
}

function isAction(file: Source): boolean {
  // Core declares the kinds; only its siblings use them.
  return (
    /^packages\/(?!core\/)[^/]+\/src\/.+\.ts$/.test(file.path) && !isTest(file) && defines.test(file.text)
  );
}

/** In the server, the handler of `submitUsage` is in `submit-usage.ts`. */
function serveProblems(files: readonly Source[]): string[] {
  const handlers = files.filter(
    ({ path }) =>
      /^apps\/server\/src\/(?!http\/).+\/[^/]+\.ts$/.test(path) && !/\.test\.|\/testing\//.test(path),
  );
  return handlers.flatMap(({ path, text }) => {
    const served = [...text.matchAll(/\bserve\(\s*(\w+)\s*,/g)].map((match) => match[1]);
    return served
      .filter((name) => name !== camelCase(basename(path, ".ts")))
      .map((name) => `${path} serves ${name}; give each handler the file of its own name`);
  });
}

function camelCase(kebab: string): string {
  return kebab.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

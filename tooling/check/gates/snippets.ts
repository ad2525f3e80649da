import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { tryCommand } from "../command.ts";
import { failIfAny, type Gate } from "../gate.ts";
import { startLiveServer } from "../live-server.ts";
import { extract, type Snippet } from "../snippets/extract.ts";
import { typeCheck, type Written, writeSnippets } from "../snippets/type-check.ts";
import { listFiles } from "../sources.ts";
import { root } from "../workspace.ts";

/** Every `ts` block of the pages type checks against the built packages; `ts run` blocks run against a live server. */
export const snippets: Gate = {
  name: "snippets",
  async run() {
    const pages = await listFiles(
      "README.md",
      "**/README.md",
      "apps/docs/**/*.md",
      "docs/**/*.md",
      "packages/*/docs/*.md",
    );
    const blocks: Snippet[] = [];
    for (const page of pages) blocks.push(...extract(page, await readFile(join(root, page), "utf8")));
    const written = await writeSnippets(
      blocks.filter(({ info }) => info[0] === "ts" && !info.includes("ignore")),
    );
    failIfAny([...unexplained(blocks), ...(await typeCheck(written))]);
    const runnable = written.filter(({ snippet }) => snippet.info.includes("run"));
    failIfAny(await runAll(runnable));
    return `${written.length} blocks, ${runnable.length} run`;
  },
};

function unexplained(blocks: readonly Snippet[]): string[] {
  return blocks
    .filter(({ info, reason }) => (info.length === 0 || info.includes("ignore")) && reason === undefined)
    .map(({ page, line }) => `${page}:${line}: say why above the block: <!-- not checked: reason -->`);
}

async function runAll(runnable: readonly Written[]): Promise<string[]> {
  if (runnable.length === 0) return [];
  const problems: string[] = [];
  await using server = await startLiveServer();
  const env = { ...process.env, PLATFORM_BASE_URL: server.url, PLATFORM_API_KEY: server.key };
  for (const { snippet, file } of runnable) {
    const { code, output } = await tryCommand(process.execPath, [file], { env, timeoutMs: 120_000 });
    if (code !== 0) problems.push(`${snippet.page}:${snippet.line}: fails when run:\n${output}`);
  }
  return problems;
}

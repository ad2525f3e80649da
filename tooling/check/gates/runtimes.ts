import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Found, Outcome } from "../../runtimes/runtime.ts";
import { runtimes as all } from "../../runtimes/runtimes.ts";
import { openSite } from "../../runtimes/server.ts";
import { command } from "../command.ts";
import { failIfAny, type Gate, GateError } from "../gate.ts";
import { newUser } from "../new-user.ts";
import { table } from "../table.ts";

/** The program of `tooling/runtimes` uses the archives in every runtime; one that is not to be had is named. */
export const runtimes: Gate = {
  name: "runtimes",
  async run() {
    await using user = await newUser();
    await cp(join(import.meta.dirname, "../../runtimes/program"), join(user.folder, "program"), {
      recursive: true,
    });
    await writeFile(join(user.folder, ".env"), "PLATFORM_API_KEY=key-of-the-file\n");
    const expected = await checkNames(user.folder);
    const rows: string[][] = [];
    const problems: string[] = [];
    const skipped: string[] = [];
    for (const { name, find } of all) {
      const found = await find();
      if (typeof found === "string") {
        skipped.push(name);
        rows.push([name, "SKIPPED", found]);
        continue;
      }
      const outcomes = await outcomesOf(found, user.folder);
      problems.push(...problemsOf(outcomes, expected).map((problem) => `${name}: ${problem}`));
      const left = outcomes.filter((outcome) => outcome.skipped !== undefined);
      rows.push([
        name,
        found.version,
        [`${outcomes.length} checks`, ...left.map((one) => `SKIPPED: ${one.name}: ${one.skipped}`)].join(
          "; ",
        ),
      ]);
    }
    console.log(table(["runtime", "version", "program"], rows));
    failIfAny(problems);
    const ran = all.length - skipped.length;
    return `${ran} runtimes${skipped.length > 0 ? `, SKIPPED: ${skipped.join(", ")}` : ""}`;
  },
};

async function outcomesOf(found: Found, folder: string): Promise<readonly Outcome[]> {
  await using site = await openSite(await found.page?.(folder));
  return await found.run(folder, { url: site.url, nobody: site.nobody }).catch((error: unknown) => {
    if (error instanceof GateError) return [{ name: "the program runs", ok: false, detail: error.message }];
    throw error;
  });
}

/** What failed, and what was never tried: a program that ends early must not pass. */
function problemsOf(outcomes: readonly Outcome[], expected: readonly string[]): string[] {
  const tried = new Set(outcomes.map(({ name }) => name));
  return [
    ...outcomes.filter(({ ok }) => !ok).map(({ name, detail }) => `${name}: ${detail ?? "no detail"}`),
    ...expected.filter((name) => !tried.has(name)).map((name) => `${name}: never tried`),
  ];
}

/** By a process of its own: this one may resolve the packages to their sources. */
async function checkNames(folder: string): Promise<string[]> {
  const code =
    'import { checks } from "./program/checks.mjs"; console.log(JSON.stringify(Object.keys(checks)));';
  return JSON.parse(await command(process.execPath, ["--input-type=module", "-e", code], { cwd: folder }));
}

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { runChild } from "../../test/child.ts";
import { serve } from "../../test/server.ts";

const silent = () => serve((response, { url }) => url === "/" && response.end("done"));

test.each([
  ["closed", "await send.close();"],
  ["left open", ""],
  ["destroyed with a request under way", "send(url + '/silent').catch(() => 0); await send.destroy();"],
])("a process ends by itself with a pool %s", async (_, ending) => {
  await using server = await silent();
  // Idle for ten minutes, if it were not for the process to end.
  const program = `const send = node.pool({ keepAliveMs: 600_000 }); const url = process.env.URL;
    console.log(await (await send(url + "/")).text()); ${ending}`;
  const { code, stdout, stderr } = await runChild(program, { URL: server.url });
  expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: "done\n", stderr: "" });
});

test("the global fetch goes on sending through what it had, Node's own", async () => {
  await using server = await silent();
  const program = `const url = process.env.URL + "/"; await using send = node.pool();
    await (await send(url)).text();
    const { Dispatcher1Wrapper } = await import("undici");
    const under = globalThis[Symbol.for("undici.globalDispatcher.1")];
    console.log(under instanceof Dispatcher1Wrapper, await (await fetch(url)).text());`;
  const { stdout } = await runChild(program, { URL: server.url });
  expect(stdout).toBe("false done\n");
});

test("loading the entry loads neither undici nor what fetch needs", async () => {
  const program = `console.log(process.moduleLoadList.filter((name) => /NativeModule (internal\\/deps\\/undici|http|net|tls)$|undici\\/undici/.test(name)).join());
    const { cache } = process.getBuiltinModule("node:module").createRequire(import.meta.url);
    console.log(Object.keys(cache).filter((name) => name.includes("undici")).length);`;
  const { stdout } = await runChild(program);
  expect(stdout).toBe("\n0\n");
});

test("where undici is not installed, the first request says so, and the rest works", async () => {
  const folder = mkdtempSync(join(tmpdir(), "core-no-undici-"));
  try {
    const outfile = join(folder, "node.mjs");
    await build({
      entryPoints: [fileURLToPath(new URL("../node.ts", import.meta.url))],
      outfile,
      bundle: true,
      format: "esm",
      platform: "node",
      conditions: ["platform-source"],
      external: ["undici"],
    });
    const program = `const { pool, readProfiles } = await import(${JSON.stringify(`file://${outfile}`)});
      console.log(readProfiles(), await pool()("http://127.0.0.1:1").catch(({ code, message }) => [code, message]));`;
    const { stdout } = await runChild(program);
    expect(stdout).toContain("{} [\n  'missing_undici',\n  'pool() needs undici 8 and Node 22.19 or newer");
    expect(stdout).toContain("npm install undici@8");
  } finally {
    rmSync(folder, { recursive: true });
  }
});

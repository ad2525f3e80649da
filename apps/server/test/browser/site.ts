import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** A website of its own origin with one empty page that loads a bundled program. */
export interface Site {
  readonly origin: string;
  close(): Promise<void>;
}

/** Bundles the program beside this file as a user's bundler would; fails on anything that only Node has. */
export async function bundleProgram(): Promise<string> {
  const result = await build({
    entryPoints: [fileURLToPath(new URL("program.ts", import.meta.url))],
    bundle: true,
    write: false,
    format: "iife",
    globalName: "program",
    platform: "browser",
    conditions: ["platform-source", "browser"],
  });
  return result.outputFiles[0]?.text ?? "";
}

const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A user's page</title>
<link rel="icon" href="data:,"></head><body><script src="/program.js"></script></body></html>`;

/** No inline scripts and no `eval`: strict sites must be able to use the packages. */
const policy = "default-src 'none'; script-src 'self'; img-src data:; connect-src *";

export async function openSite(program: string): Promise<Site> {
  const server = createServer((request, response) => {
    const isScript = request.url === "/program.js";
    response.setHeader("content-type", isScript ? "text/javascript; charset=utf-8" : "text/html");
    response.setHeader("content-security-policy", policy);
    response.end(isScript ? program : html);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await once(server.close(), "close");
    },
  };
}

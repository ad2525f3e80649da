import type { Hono } from "hono";
import type { Deps } from "../deps.ts";
import type { AppEnv } from "../observe/observe.ts";
import { openapi } from "../openapi/openapi.ts";
import type { Operation } from "../operation.ts";
import { docsPage, docsPolicy, docsScript } from "./docs-page.ts";
import { readiness } from "./readiness.ts";
import { version } from "./version.ts";

/** What is answered without a key. */
export function mountPublic(app: Hono<AppEnv>, deps: Deps, operations: readonly Operation[]): void {
  app.get("/livez", (c) => c.json({ status: "ok" }));
  app.get("/version", (c) => c.json({ name: "platform", version, node: process.version }));
  app.get("/readyz", async (c) => {
    const state = await readiness(deps);
    return c.json(state, state.ready ? 200 : 503);
  });
  app.get("/metrics", async () => {
    const { registry } = deps.metrics;
    return new Response(await registry.metrics(), { headers: { "content-type": registry.contentType } });
  });

  let description: object | undefined;
  app.get("/openapi.json", (c) => c.json((description ??= openapi(operations))));
  app.get("/docs", (c) => c.html(docsPage, 200, { "content-security-policy": docsPolicy }));
  app.get("/docs/reference.js", async () => {
    const headers = { "content-type": "text/javascript; charset=utf-8", "cache-control": "max-age=3600" };
    return new Response(await docsScript(), { headers });
  });
}

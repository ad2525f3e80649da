import { Hono } from "hono";
import { suggest } from "../suggest.ts";
import { allowOrigins } from "./cors.ts";
import type { Deps } from "./deps.ts";
import { HttpError } from "./errors/http-error.ts";
import { mount } from "./mount.ts";
import { type AppEnv, observe, renderError } from "./observe/observe.ts";
import { mountPublic } from "./public/mount-public.ts";
import { mountUploads } from "./uploads/mount-uploads.ts";

/** The whole HTTP side, without a socket: tests call `app.fetch` or listen on it. */
export function createApp(deps: Deps): Hono<AppEnv> {
  const { operations } = deps;
  const app = new Hono<AppEnv>();
  app.use("*", observe(deps));
  // Before everything else that may fail, so that a page can read the failure too.
  if (deps.corsOrigins.length > 0) app.use("*", allowOrigins(deps.corsOrigins));
  const render = renderError(deps.log);
  app.onError(render);
  mountPublic(app, deps, operations);
  mountUploads(app, deps, operations);
  mount(app, deps, operations);

  const routes = operations.map(({ contract }) => contract.route);
  app.notFound((c) => {
    const wanted = `${c.req.method} ${c.req.path}`;
    const near = suggest(wanted, routes);
    const fix = near ? `Did you mean ${near}?` : "See /docs for all there is.";
    // Rendered here: thrown, it would pass by the log line.
    return render(new HttpError(404, "route_not_found", `There is no ${wanted}. ${fix}`), c);
  });
  return app;
}

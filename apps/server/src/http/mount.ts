import type { Hono } from "hono";
import { expectSpace } from "../store/expect-space.ts";
import { notingRefusals } from "./audit/noting-refusals.ts";
import type { Call } from "./call.ts";
import type { Deps } from "./deps.ts";
import { fail } from "./errors/http-error.ts";
import { fingerprint } from "./idempotency/fingerprint.ts";
import { countRequest } from "./limits/count-request.ts";
import type { AppEnv } from "./observe/observe.ts";
import type { Operation } from "./operation.ts";
import { assembleParams, usesQuery } from "./request/assemble-params.ts";
import { authenticate, nobody } from "./request/authenticate.ts";
import { checkScope, holds } from "./request/check-scope.ts";
import { expectText } from "./request/expect-text.ts";
import { headerOf } from "./request/header-of.ts";
import { pickOperation } from "./request/pick-operation.ts";
import { readJson } from "./request/read-json.ts";
import { validate } from "./request/validate.ts";
import { respond } from "./respond/respond.ts";
import { finishedUpload } from "./uploads/finished-upload.ts";

/** Puts operations on the app, those that share a route together. */
export function mount(app: Hono<AppEnv>, deps: Deps, operations: readonly Operation[]): void {
  const routes = new Set(operations.map(({ contract }) => contract.route));
  // What is written out before what stands for anything: `/usage/export` is no `/usage/{usageId}`.
  for (const route of [...routes].toSorted((a, b) => holes(a) - holes(b))) {
    const group = operations.filter(({ contract }) => contract.route === route);
    mountRoute(app, deps, route, group);
  }
}

const holes = (route: string): number => route.split("{").length;

const upgrade = { headers: { upgrade: "websocket", connection: "upgrade" } };

/** Whether it may take space. What reads or removes goes on when there is none left. */
const adds = ({ contract, effect }: Operation): boolean =>
  effect !== "none" && !/^(GET|DELETE) /.test(contract.route);

function mountRoute(app: Hono<AppEnv>, deps: Deps, route: string, group: readonly Operation[]): void {
  const [method = "", path = ""] = route.split(" ");
  const open = group.every(({ contract }) => contract.scope === null);
  const limit = Math.max(...group.map(({ bodyLimit }) => bodyLimit ?? deps.settings.bodyLimit));
  const isSocket = group.every(({ contract }) => contract.kind === "socket");
  const whileStopping = group.every((operation) => operation.whileStopping);
  const noBody = group.every(({ contract }) => usesQuery(contract));

  app.on(method, path.replaceAll(/\{(\w+)\}/g, ":$1"), async (c) => {
    const startedAt = new Date();
    const request = c.req.raw;
    const seen = c.get("seen");
    seen.operation = group[0]?.contract.name;
    if (isSocket) fail(426, "upgrade_required", "This is a WebSocket. Connect to it as one.", upgrade);
    if (!whileStopping && !deps.isReady())
      fail(503, "server_stopping", "The server is stopping. Try again shortly.");

    const principal = open ? nobody : await authenticate(request.headers, deps.findKey);
    Object.assign(seen, { projectId: principal.projectId, keyPrefix: principal.keyPrefix });
    const exempt = group.every(
      ({ limited, contract }) => !limited && holds(principal.scopes, contract.scope),
    );
    if (!open && !exempt) await countRequest(deps, principal, c.req.path, (told) => (seen.headers = told));
    const given = noBody ? {} : await readJson(request, limit);
    const { operation, body } = pickOperation(group, given);
    const { contract } = operation;
    seen.operation = contract.name;
    const requestId = c.get("requestId");
    const inPath = c.req.param() as Record<string, string>;
    const asked = { contract, principal, requestId, params: inPath };
    await notingRefusals(
      deps,
      () => asked,
      async () => checkScope(principal.scopes, contract.scope),
    );

    const raw = assembleParams(operation, new URL(request.url).searchParams, body, inPath);
    const params = await validate(operation.contract.params(), raw);
    expectText(params, operation.mayHoldNul);
    if (adds(operation)) await expectSpace(deps.dataDir);
    const place = { dataDir: deps.dataDir, projectId: principal.projectId, operation };
    const finished = finishedUpload(request.headers, place);
    const running = deps.inflight.begin(
      request.signal,
      /^(stream|lines)$/.test(operation.contract.kind) ? "stream" : "call",
    );
    const call: Call = {
      deps,
      operation,
      principal,
      request,
      params,
      requestId,
      startedAt,
      signal: running.signal,
      log: deps.log.child({ requestId, operation: operation.contract.name }),
      runId: headerOf(request.headers, "x-run-id", 128),
      idempotencyKey: method === "GET" ? undefined : headerOf(request.headers, "idempotency-key", 255),
      fingerprint: fingerprint(method, c.req.path, [operation.contract.name, raw]),
      sent: finished?.body,
    };
    const response = await notingRefusals(
      deps,
      () => ({ ...asked, params }),
      () => respond(call, running, seen),
    );
    if (response.ok) await finished?.drop();
    return response;
  });
}

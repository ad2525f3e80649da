import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { type Client, createClient } from "../../client/create-client.ts";
import type { ClientOptions } from "../../client/options.ts";
import { retry } from "../../transport/retry.ts";
import { type FaultPlan, type Outcome, planOf } from "../faults/plan.ts";
import { answerRequest } from "./answer-request.ts";
import { deadAddress } from "./dead-address.ts";
import { findHandlers } from "./find-handler.ts";
import type { Handler } from "./handle.ts";
import { memory } from "./remember.ts";
import type { SeenRequest } from "./request-log.ts";
import type { Effect, ServerState } from "./server-state.ts";
import { outcomes } from "./take-outcome.ts";

export interface ServeActionsOptions {
  /** The key that requests must carry, where the action needs one. Default: any or none will do. */
  readonly apiKey?: string | undefined;
  /** What becomes of each request, in the order they come; then all is well. Default: no faults. */
  readonly faults?: readonly Outcome[] | FaultPlan | undefined;
  /** The pause between the parts of a slow answer, in milliseconds. Default 20. */
  readonly paceMs?: number | undefined;
  /** After so long without an event a stream sends a comment, and lines an empty one, in milliseconds. Default 15,000. */
  readonly heartbeatMs?: number | undefined;
}

/** A server of actions on loopback. Disposing it ends every connection. */
export interface ActionServer extends AsyncDisposable {
  /** `http://127.0.0.1:port`. */
  readonly url: string;
  /** Every request that has arrived, in order. */
  readonly requests: readonly SeenRequest[];
  /** One entry for each run of a handler: under one idempotency key there is never more than one. */
  readonly effects: readonly Effect[];
  /** Replaces the plan of faults, from the next request on. */
  plan(faults: readonly Outcome[] | FaultPlan): void;
  /** The global `fetch`, but for the fault `refused`, which needs an address at which nobody listens. */
  readonly fetch: typeof fetch;
  /** A client of this server, with its `fetch` and key, that waits a millisecond at most to try again. */
  client(options?: ClientOptions): Client;
}

/**
 * Serves actions over real HTTP, in this process, with handlers of your own: what a program's tests call in
 * place of the platform. Requests are checked as the platform checks them, by the actions' contracts; repeated
 * requests get the first one's answer by their idempotency key; faults strike the connections as planned.
 *
 * @example
 * await using server = await serveActions([handle(getNote, ({ noteId }) => ({ id: noteId, text: "Hello" }))], {
 *   faults: ["reset-mid-body", "ok"],
 * });
 * const note = await getNote(server.client(), { noteId: "note_1" }); // asked twice
 */
export async function serveActions(
  handlers: readonly Handler[],
  options: ServeActionsOptions = {},
): Promise<ActionServer> {
  const closing = new AbortController();
  const plan = outcomes(planOf(options.faults ?? []));
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => void answerRequest(state, request, response));
  server.on("connection", (socket) => {
    sockets.add(socket);
    // A fault, or a client, breaks connections off: that is no failure of this process.
    socket.on("error", () => {}).once("close", () => sockets.delete(socket));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const dead = await deadAddress();
  const state: ServerState = {
    url,
    handlers,
    plan,
    apiKey: options.apiKey,
    paceMs: options.paceMs ?? 20,
    heartbeatMs: options.heartbeatMs ?? 15_000,
    memory: memory(),
    closing: closing.signal,
    requests: [],
    effects: [],
  };

  const send: typeof fetch = async (input, init) => {
    const { pathname, search, origin } = new URL(input instanceof Request ? input.url : input);
    const method = init?.method ?? (input instanceof Request ? input.method : "GET");
    if (origin !== url) return fetch(input, init);
    const kind = findHandlers(handlers, method, pathname)?.handlers[0]?.contract.kind;
    const reserved = plan.reserve(`${method} ${pathname}${search}`, kind);
    try {
      return await fetch(reserved.outcome === "refused" ? dead.url + pathname + search : input, init);
    } finally {
      reserved.drop();
    }
  };
  return {
    url,
    requests: state.requests,
    effects: state.effects,
    plan: (faults) => plan.follow(planOf(faults)),
    fetch: send,
    client: (own) =>
      createClient({
        apiKey: options.apiKey ?? "test-key",
        baseUrl: url,
        fetch: send,
        retry: retry({ baseMs: 1 }),
        ...own,
      }),
    [Symbol.asyncDispose]: async () => {
      closing.abort(new Error("The server closes."));
      dead.release();
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

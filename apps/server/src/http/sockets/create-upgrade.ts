import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import type { Call } from "../call.ts";
import type { Deps } from "../deps.ts";
import { describeError, isExpected } from "../errors/describe-error.ts";
import { fail, HttpError } from "../errors/http-error.ts";
import { clientGone } from "../inflight.ts";
import { countRequest } from "../limits/count-request.ts";
import type { Operation, Principal } from "../operation.ts";
import { answerRaw } from "../request/answer-unreadable.ts";
import { assembleParams } from "../request/assemble-params.ts";
import { checkScope } from "../request/check-scope.ts";
import { expectText } from "../request/expect-text.ts";
import { headerOf } from "../request/header-of.ts";
import { requestIdOf } from "../request/request-id.ts";
import { validate } from "../request/validate.ts";
import { createSocketFinder } from "./find-socket.ts";
import { heartbeat } from "./heartbeat.ts";
import { anyone, identify, type Identified, protocol } from "./identify.ts";
import { incoming } from "./incoming.ts";
import { runSocket } from "./run-socket.ts";

/** Takes a request to become a WebSocket, as `node:http` gives it. */
export type Upgrade = (incoming: IncomingMessage, socket: Duplex, head: Buffer) => void;

const revoked = () =>
  new HttpError(401, "api_key_invalid", "The API key has expired, was revoked, or lost its scope.");

/** Serves socket operations. Everything that can be refused is refused before the connection is one, as an HTTP error. */
export function createUpgrade(deps: Deps, heartbeatMs = 30_000): Upgrade {
  const operations = deps.operations.filter(({ contract }) => contract.kind === "socket");
  const find = createSocketFinder(operations);
  const servers = new Map(
    operations.map((operation) => [
      operation,
      new WebSocketServer({
        noServer: true,
        clientTracking: false,
        maxPayload: operation.bodyLimit ?? deps.settings.bodyLimit,
        // The key is among what is offered: it is never said back.
        handleProtocols: (offered) => (offered.has(protocol) ? protocol : false),
      }),
    ]),
  );

  const open = async (from: IncomingMessage, socket: Duplex, head: Buffer) => {
    const startedAt = new Date();
    const headers = headersOf(from);
    const requestId = requestIdOf(headers);
    let operation: Operation | undefined;
    let principal: Principal | undefined;
    const write = (status: number, closeCode?: number) => {
      const ms = Date.now() - startedAt.getTime();
      const { name = "unknown", route = "unknown" } = operation?.contract ?? {};
      const { projectId, keyPrefix } = principal ?? {};
      deps.metrics.observe(name, status, ms / 1000);
      deps.log.info(
        { method: "GET", route, operation: name, status, closeCode, ms, requestId, projectId, keyPrefix },
        "request",
      );
    };
    try {
      if (!deps.isReady()) fail(503, "server_stopping", "The server is stopping. Try again shortly.");
      const url = urlOf(from);
      const found = find(url.pathname);
      if (found === undefined) fail(404, "route_not_found", `There is no socket at ${url.pathname}.`);
      ({ operation } = found);
      const { contract } = operation;
      const known = contract.scope === null ? anyone : await identify(headers, deps, contract.scope);
      ({ principal } = known);
      if (known !== anyone) await countRequest(deps, principal, url.pathname);
      checkScope(principal.scopes, contract.scope);
      const raw = assembleParams(operation, url.searchParams, {}, found.inPath);
      const params = await validate(contract.params(), raw);
      expectText(params, operation.mayHoldNul);
      const runId = known.runId ?? headerOf(headers, "x-run-id", 128);
      const request = new Request(url, { headers });
      const log = deps.log.child({ requestId, operation: contract.name });
      const { name } = contract;
      const call = { deps, operation, principal, request, params, requestId, startedAt, log, runId };
      servers.get(operation)?.handleUpgrade(from, socket, head, (peer) => {
        void converse({ ...call, idempotencyKey: undefined, fingerprint: name }, known, peer).then(
          (closeCode) => write(101, closeCode),
        );
      });
    } catch (error) {
      if (!isExpected(error)) deps.log.error({ err: error, requestId }, "unexpected failure");
      const answer = describeError(error, requestId);
      answerRaw(socket, { ...answer, headers: { ...answer.headers, "x-request-id": requestId } });
      write(answer.status);
    }
  };

  /** From the opening to the close, whose code it gives. */
  const converse = async (
    begun: Omit<Call, "signal" | "messages">,
    { isAllowed }: Identified,
    peer: WebSocket,
  ): Promise<number> => {
    const { contract } = begun.operation;
    if (contract.kind !== "socket") throw new TypeError("This is no socket.");
    const client = new AbortController();
    const running = deps.inflight.begin(client.signal, "stream");
    const closed = new Promise<number>((resolve) => peer.once("close", resolve));
    // A frame that breaks the protocol is answered and closed by `ws` itself.
    peer.on("error", () => {});
    void closed.then(() => client.abort(clientGone()));
    const stop = heartbeat(peer, heartbeatMs, isAllowed, () => running.abort(revoked()));
    const messages = incoming(peer, contract.outgoing());
    await runSocket({ ...begun, signal: running.signal, messages }, contract, peer, running.abort);
    const code = await closed;
    stop();
    running.done();
    return code;
  };

  return (from, socket, head) => {
    // Until it is a WebSocket nobody else listens.
    socket.on("error", () => socket.destroy());
    void open(from, socket, head);
  };
}

function headersOf({ headers }: IncomingMessage): Headers {
  const known = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) known.set(name, [value].flat().join(", "));
  }
  return known;
}

function urlOf({ url = "/" }: IncomingMessage): URL {
  try {
    return new URL(url, "http://localhost");
  } catch {
    return fail(400, "malformed_request", "The address is not well-formed.");
  }
}

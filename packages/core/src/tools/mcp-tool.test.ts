import { Client as McpClient } from "@modelcontextprotocol/sdk/client/index.js";
import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js";
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { CallToolRequestSchema, ListToolsRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { expect, test } from "vitest";
import { events, json, serve } from "../../test/server.ts";
import { all, tools } from "../../test/tools.ts";
import type { Client } from "../index.ts";
import { mcpTool, runTool } from "../tools.ts";

/** The official client, connected to the official server, which serves the tools of a platform's client. */
async function connect(client: Client): Promise<AsyncDisposable & { mcp: McpClient }> {
  const server = new Server({ name: "test", version: "1.0.0" }, { capabilities: { tools: {} } });
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: all.map(mcpTool) }));
  server.setRequestHandler(CallToolRequestSchema, ({ params }, { signal }) =>
    runTool(client, all, params, { signal }),
  );
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  const mcp = new McpClient({ name: "test", version: "1.0.0" });
  await Promise.all([server.connect(ours), mcp.connect(theirs)]);
  return { mcp, [Symbol.asyncDispose]: () => mcp.close() };
}

test("the official client lists the tools, with their schemas and hints", async () => {
  await using server = await serve((response) => json(response, {}));
  await using connected = await connect(server.client());
  const listed = await connected.mcp.listTools();
  expect(listed.tools.map(({ name }) => name)).toEqual(all.map(({ name }) => name));
  expect(listed.tools[0]).toEqual({
    name: "echo",
    title: "Echo",
    description: "Says it back.",
    inputSchema: tools.echo.inputSchema,
    outputSchema: {
      type: "object",
      properties: { text: { type: "string" }, count: { type: "number" } },
      required: ["text"],
    },
    annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false },
  });
});

test("the official client calls each kind, and finds each answer as its schema says", async () => {
  await using server = await serve((response, { method, url, body }) => {
    if (url === "/v1/ticks") return events(response, 'data: {"n":1}\n\ndata: [DONE]\n\n');
    if (url === "/v1/counts") {
      response.writeHead(200, { "content-type": "application/x-ndjson" });
      return response.end('{"n":1}\n{"done":true}\n');
    }
    if (url === "/v1/notes") return json(response, { data: [{ text: "a" }], nextCursor: null });
    if (method === "PUT") return json(response, { size: body.length });
    if (url.startsWith("/v1/files")) return response.end("file");
    return json(response, { text: "a", extra: true });
  });
  await using connected = await connect(server.client());
  const { mcp } = connected;
  // Once listed, the client checks each answer against the tool's schema.
  await mcp.listTools();
  const call = (name: string, args: Record<string, unknown> = {}) =>
    mcp.callTool({ name, arguments: args }) as Promise<Record<string, unknown>>;
  const given = async (...args: Parameters<typeof call>) => (await call(...args))["structuredContent"];
  expect(await given("echo", { text: "a" })).toEqual({ text: "a" });
  expect(await given("look")).toEqual({ text: "a" });
  expect(await given("notes")).toEqual({ data: [{ text: "a" }], nextCursor: null });
  expect(await given("ticks")).toEqual({ events: [{ n: 1 }], complete: true });
  expect(await given("counts")).toEqual({ events: [{ n: 1 }], complete: true });
  expect(await given("putFile", { path: "/a", content: "abc" })).toEqual({ size: 3 });
  expect(await call("getFile", { path: "/a" })).toEqual({ content: [{ type: "text", text: "file" }] });
});

test("wrong arguments, and a result that was cut, are errors that the model reads", async () => {
  await using server = await serve((response) => json(response, { text: "a".repeat(30_000) }));
  await using connected = await connect(server.client());
  await connected.mcp.listTools();
  const wrong = await connected.mcp.callTool({ name: "echo", arguments: { text: 5 } });
  expect(wrong).toMatchObject({
    isError: true,
    content: [{ type: "text", text: expect.stringContaining("`text`") }],
  });
  const long = await connected.mcp.callTool({ name: "echo", arguments: { text: "a" } });
  expect(long).toMatchObject({
    isError: true,
    content: [{ type: "text", text: expect.stringMatching(/\[Cut off/) }],
  });
});

test("when the MCP client gives up, the request ends", async () => {
  await using server = await serve(() => undefined);
  await using connected = await connect(server.client());
  const controller = new AbortController();
  const called = connected.mcp.callTool({ name: "look" }, undefined, { signal: controller.signal });
  const settled = called.then(
    () => "answered",
    () => "given up",
  );
  while (server.seen.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  controller.abort();
  expect(await settled).toBe("given up");
  await server.seen[0]?.closed;
});

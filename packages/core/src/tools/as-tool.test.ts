import { toStandardJsonSchema } from "@valibot/to-json-schema";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import * as v from "valibot";
import { z } from "zod";
import { echo, notes, putFile, talk } from "../../test/actions.ts";
import { tools } from "../../test/tools.ts";
import { defineAction, type Schema, wire } from "../index.ts";
import { asTool, jsonSchema, mcpTool, openaiTool, type ToolOptions } from "../tools.ts";

/** An operation with a schema of any library. */
const withSchema = (schema: unknown) =>
  defineAction<{ a: string; b?: number | undefined }, unknown>({
    name: "free",
    route: "POST /v1/free",
    scope: "test:read",
    params: () => schema as Schema<{ a: string }>,
    result: wire(() => v.unknown()),
  });

test("a tool is plain data: words, scope, schema, hints", () => {
  expect(tools.echo).toMatchObject({
    name: "echo",
    title: "Echo",
    description: "Says it back.",
    scope: "test:write",
    inputSchema: {
      type: "object",
      properties: { text: { type: "string", description: "What to say." }, count: { type: "number" } },
      required: ["text"],
    },
    hints: { readOnly: false, destructive: true, idempotent: false },
  });
  expect(tools.notes.description).toBe("Notes.");
  expect(asTool(echo, { name: "say_api-again" }).title).toBe("Say API again");
});

test.each([
  ["zod", z.object({ a: z.string(), b: z.number().optional() })],
  [
    "valibot, by its own converter",
    toStandardJsonSchema(v.object({ a: v.string(), b: v.optional(v.number()) })),
  ],
  ["valibot", v.object({ a: v.string(), b: v.optional(v.number()) })],
])("a schema of %s", (_, schema) => {
  const { inputSchema } = asTool(withSchema(schema));
  const properties = { a: { type: "string" }, b: { type: "number" } };
  expect(inputSchema).toEqual({ type: "object", properties, required: ["a"] });
});

test("a schema that cannot be described needs one beside it", () => {
  const mute = { "~standard": { version: 1, vendor: "mute", validate: (value: unknown) => ({ value }) } };
  expect(() => asTool(withSchema(mute))).toThrow(/asTool\(free\): .* give `inputSchema`/);
  expect(() => asTool(withSchema(v.union([v.object({}), v.object({})])))).toThrow(/not one object/);
  expect(() => asTool(withSchema(z.object({ a: z.date() })))).toThrow(/no form in JSON Schema/);
  const inputSchema = { type: "object", properties: { a: { type: "string" } } };
  expect(asTool(withSchema(mute), { inputSchema }).inputSchema).toEqual(inputSchema);
});

test("fixed parameters vanish from the schema; a name that is not there is refused", () => {
  const tool = asTool(echo, { fixed: { text: "a" } });
  expect(tool.inputSchema).toEqual({ type: "object", properties: { count: { type: "number" } } });
  const wrong = { fixed: { txt: "a" } } as ToolOptions<object>;
  expect(() => asTool(echo, wrong)).toThrow("asTool(echo): there is no parameter `txt` to fix.");
});

test("an upload takes its bytes as text", () => {
  expect(asTool(putFile).inputSchema).toMatchObject({
    properties: { path: { type: "string" }, content: { type: "string" } },
    required: ["path", "content"],
  });
});

test.each(["", "a b", "a.b", "x".repeat(65)])("the name %j is refused", (name) => {
  expect(() => asTool(echo, { name })).toThrow(/1 to 64 letters/);
});

test("a socket is no tool", () => {
  // @ts-expect-error a socket has no answer
  expect(() => asTool(talk)).toThrow(/cannot hold a socket open/);
});

test.each([
  ["GET /v1/x", null, { readOnly: true, destructive: false, idempotent: true }],
  ["POST /v1/x", "test:read", { readOnly: true, destructive: false, idempotent: true }],
  ["POST /v1/x", "test:write", { readOnly: false, destructive: true, idempotent: false }],
  ["PUT /v1/x", "test:write", { readOnly: false, destructive: true, idempotent: true }],
  ["DELETE /v1/x", "test:write", { readOnly: false, destructive: true, idempotent: true }],
] as const)("what %s with the scope %s tells a host", (route, scope, hints) => {
  const action = defineAction({ ...echo.contract, route, scope });
  expect(asTool(action).hints).toEqual(hints);
  expect(asTool(action, { hints: { destructive: false } }).hints).toEqual({ ...hints, destructive: false });
});

test("OpenAI's and MCP's forms hold schemas that ajv takes", () => {
  const ajv = new Ajv2020({ strict: true });
  for (const tool of Object.values(tools)) {
    expect(ajv.compile(openaiTool(tool).function.parameters)).toBeTypeOf("function");
    const { outputSchema } = mcpTool(tool);
    if (tool.name !== "getFile") expect(outputSchema).toMatchObject({ type: "object" });
    expect(ajv.compile(outputSchema ?? {})).toBeTypeOf("function");
  }
  expect(mcpTool(tools.notes).outputSchema?.required).toEqual(["data", "nextCursor"]);
});

test("an item that refers to itself is left open in a list's schema", () => {
  interface Node {
    children: Node[];
  }
  const node: z.ZodType<Node> = z.lazy(() => z.object({ children: z.array(node) }));
  const item = () => node as unknown as Schema<Node>;
  expect(JSON.stringify(jsonSchema(item(), "output"))).toContain("$ref");
  const list = { ...notes, contract: { ...notes.contract, item } };
  const tool = asTool(Object.assign(() => undefined, list));
  expect(mcpTool(tool).outputSchema?.properties?.["data"]).toEqual({ type: "array", items: {} });
});

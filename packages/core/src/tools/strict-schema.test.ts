import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import * as v from "valibot";
import { defineAction, wire } from "../index.ts";
import { asTool, openaiTool, responsesTool } from "../tools.ts";
import * as w from "../wire.ts";

const toolOf = (entries: v.ObjectEntries) =>
  asTool(
    defineAction<Record<string, unknown>, unknown>({
      name: "act",
      route: "POST /v1/act",
      scope: null,
      params: wire(() => v.object(entries) as never),
      result: wire(() => v.unknown()),
    }),
  );

const everything = toolOf({
  text: w.text(5),
  when: v.optional(w.timestamp()),
  count: v.nullish(w.whole(1, 9)),
  kind: v.optional(w.oneOf(["a", "b"])),
  either: v.optional(v.union([v.string(), v.array(v.number())])),
  inner: v.optional(v.object({ name: v.string(), note: v.optional(v.string()) })),
  list: w.listOf(v.strictObject({ on: v.optional(v.boolean()) }), 3, "things"),
});

test("every field is required, what may be left out may be null, and nothing else is taken", () => {
  const { function: made } = openaiTool(everything, { strict: true });
  expect(made.strict).toBe(true);
  const inner = {
    type: ["object", "null"],
    properties: { name: { type: "string" }, note: { type: ["string", "null"] } },
    required: ["name", "note"],
    additionalProperties: false,
  };
  expect(made.parameters).toEqual({
    type: "object",
    properties: {
      text: { type: "string" },
      when: { type: ["string", "null"], format: "date-time" },
      count: { anyOf: [{ type: "integer", minimum: 1, maximum: 9 }, { type: "null" }] },
      kind: { type: ["string", "null"], enum: ["a", "b", null] },
      either: { anyOf: [{ type: "string" }, { type: "array", items: { type: "number" } }, { type: "null" }] },
      inner,
      list: {
        type: "array",
        minItems: 1,
        maxItems: 3,
        items: {
          type: "object",
          properties: { on: { type: ["boolean", "null"] } },
          required: ["on"],
          additionalProperties: false,
        },
      },
    },
    required: ["text", "when", "count", "kind", "either", "inner", "list"],
    additionalProperties: false,
  });
  const ajv = new Ajv2020({ strict: true, strictTypes: false, validateFormats: false });
  expect(ajv.validateSchema(made.parameters)).toBe(true);
});

test.each([
  ["labels", { labels: v.record(v.string(), v.string()) }, "takes names of the caller's own"],
  ["any", { any: v.optional(v.unknown()) }, "takes any value"],
  ["list[]", { list: v.array(v.unknown()) }, "takes any value"],
  ["in.labels", { in: v.object({ labels: v.record(v.string(), v.string()) }) }, "takes names"],
  ["both", { both: v.intersect([v.object({}), v.object({})]) }, "is put together of several schemas"],
])("`%s` has no strict form", (param, entries, why) => {
  const tool = toolOf(entries);
  const form = () => openaiTool(tool, { strict: true });
  expect(form).toThrow(`act: \`${param}\` ${why}`);
  expect(form).toThrow(expect.objectContaining({ name: "ConfigurationError", code: "not_strict", param }));
  expect(openaiTool(tool).function.strict).toBeUndefined();
});

test("the Responses API is told either way", () => {
  expect(responsesTool(everything)).toMatchObject({ type: "function", name: "act", strict: false });
  expect(responsesTool(everything, { strict: true }).parameters["additionalProperties"]).toBe(false);
});

import { expect, test } from "vitest";
import * as v from "valibot";
import { jsonSchema } from "../tools.ts";
import * as w from "../wire.ts";

test("what the rules of the wire say of themselves arrives", () => {
  const schema = v.strictObject({
    words: w.oneOf(["a", "b"]),
    perhaps: w.oneOf(["a", null]),
    either: w.anyOf([w.text(5), w.listOf(w.whole(1, 9), 3, "numbers")], "write a text or numbers"),
    when: v.optional(w.timestamp()),
    tags: v.nullish(w.recordOf(w.text(2), w.text(3), 4)),
  });
  const list = {
    type: "array",
    items: { type: "integer", minimum: 1, maximum: 9 },
    minItems: 1,
    maxItems: 3,
  };
  const tags = {
    type: "object",
    additionalProperties: { type: "string", minLength: 1, maxLength: 3 },
    propertyNames: { type: "string", minLength: 1, maxLength: 2 },
    minProperties: 0,
    maxProperties: 4,
  };
  expect(jsonSchema(schema, "input")).toEqual({
    type: "object",
    properties: {
      words: { type: "string", enum: ["a", "b"] },
      perhaps: { type: ["string", "null"], enum: ["a", null] },
      either: { anyOf: [{ type: "string", minLength: 1, maxLength: 5 }, list] },
      when: { type: "string", format: "date-time" },
      tags: { anyOf: [tags, { type: "null" }] },
    },
    required: ["words", "perhaps", "either"],
    additionalProperties: false,
  });
});

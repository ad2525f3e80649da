import { expect, test } from "vitest";
import * as v from "valibot";
import { wire } from "./schema.ts";

test("a schema is made once, on first use", () => {
  let made = 0;
  const schema = wire<{ a: string }>(() => (made++, v.object({ a: v.string() })));
  expect(made).toBe(0);
  expect(schema()).toBe(schema());
  expect(made).toBe(1);
});

import { expect, test } from "vitest";
import { changesOf } from "./changes-of.ts";

test("what stands in the route, is left out, could be secret or is long, is not kept", () => {
  const params = {
    webhookId: "whk_1",
    name: "ci",
    expiresAt: undefined,
    webhookSecret: "whsec_x",
    url: "https://example.com/a?token=x#y",
    scopes: ["a"],
    note: "x".repeat(2_000),
  };
  expect(changesOf(params, ["webhookId"])).toEqual({
    name: "ci",
    webhookSecret: "hidden",
    url: "https://example.com/a",
    scopes: ["a"],
    note: "too long to be kept here",
  });
  expect(changesOf(undefined, [])).toEqual({});
});

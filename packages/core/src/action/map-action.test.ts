import { expect, test } from "vitest";
import { look } from "../../test/actions.ts";
import { failure, json, serve } from "../../test/server.ts";
import { bind, mapAction } from "../index.ts";

const shout = mapAction(look, (client, { text }) => ({ loud: text.toUpperCase(), from: client.baseUrl }));

test("the answer is mapped, the contract stays", async () => {
  await using server = await serve((response) => json(response, { text: "a" }));
  expect(await shout(server.client())).toEqual({ loud: "A", from: server.url });
  expect(await bind(server.client(), shout)({ text: "b" })).toMatchObject({ loud: "A" });
  expect(shout.contract).toBe(look.contract);
  expect(shout.bare).toBe(look);
});

test("a failure is not mapped", async () => {
  await using server = await serve((response) => json(response, {}, 404));
  expect(await failure(shout(server.client()))).toMatchObject({ name: "NotFoundError" });
});

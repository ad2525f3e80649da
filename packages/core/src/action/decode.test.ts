import { expect, test } from "vitest";
import * as v from "valibot";
import { echo, free, look, notes } from "../../test/actions.ts";
import { failure, json, serve } from "../../test/server.ts";
import { defineAction, wire } from "../index.ts";

const note = { text: "a" };

test.each([
  ["HTML", "<html></html>", "The answer (200) is not JSON.", undefined],
  ["half of JSON", '{"text":', "The answer (200) is not JSON.", undefined],
  ["another shape", '{"text":5}', "echo: the answer is not what was agreed: `text`: ", "text"],
  ["nothing", "", "echo: the answer is not what was agreed: ", undefined],
])("%s is not passed off as data", async (_, body, message, param) => {
  await using server = await serve((response) =>
    response.writeHead(200, { "content-type": "application/json", "x-request-id": "req_9" }).end(body),
  );
  const error = await failure(echo(server.client(), note));
  expect(error).toMatchObject({
    name: "DecodeError",
    code: "unexpected_response",
    requestId: "req_9",
  });
  expect(error["param"]).toBe(param);
  expect(error).toMatchObject({ retryable: false, attempts: 1 });
  expect(error.message).toContain(message);
});

test("a field inside a list is named with its place", async () => {
  await using server = await serve((response) => json(response, { data: [note, { text: null }] }));
  expect(await failure(notes(server.client()).first())).toMatchObject({ param: "data.1.text" });
});

test.each([{}, { data: {} }, { data: [], nextCursor: 5 }, [], null])("%j is no page", async (body) => {
  await using server = await serve((response) => json(response, body, 200, { "x-request-id": "req_9" }));
  const error = await failure(notes(server.client()).first());
  expect(error).toMatchObject({ name: "DecodeError", requestId: "req_9" });
});

test("an empty answer is `undefined` where that was agreed", async () => {
  await using server = await serve((response) => response.writeHead(204).end());
  expect(await free("DELETE /v1/x")(server.client(), {})).toBeUndefined();
});

test("wrong parameters are refused before anything is sent", async () => {
  await using server = await serve((response) => json(response, note));
  const error = await failure(echo(server.client(), { text: 5 as never }));
  expect(error).toMatchObject({ name: "ValidationError", status: 0, code: "invalid_params", param: "text" });
  expect(error.message).toMatch(/^echo: `text`: .+\.$/);
  const whole = await failure(look(server.client(), 5 as never));
  expect([whole.name, whole["param"]]).toEqual(["ValidationError", undefined]);
  expect(server.seen).toHaveLength(0);
});

test("a fault in a schema is shown as it is, and nothing is sent again", async () => {
  await using server = await serve((response) => json(response, note));
  const broken = defineAction<object, unknown>({
    ...echo.contract,
    params: wire(() => v.object({})),
    result: () => {
      throw new TypeError("a fault in the schema");
    },
  });
  expect(await failure(broken(server.client()))).toMatchObject({
    name: "TypeError",
    message: "a fault in the schema",
  });
  expect(server.seen).toHaveLength(1);
});

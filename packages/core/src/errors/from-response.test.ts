import { expect, test } from "vitest";
import { echo } from "../../test/actions.ts";
import { failure, json, serve } from "../../test/server.ts";
import * as core from "../index.ts";

test.each([
  [400, core.ValidationError],
  [401, core.AuthenticationError],
  [402, core.BudgetExceededError],
  [403, core.PermissionError],
  [404, core.NotFoundError],
  [409, core.ConflictError],
  [422, core.ValidationError],
  [429, core.RateLimitError],
  [500, core.ServerError],
  [503, core.ServerError],
  [302, core.ApiError],
  [418, core.ApiError],
])("%i has its class", async (status, Class) => {
  await using server = await serve((response) => json(response, {}, status));
  const error = await failure(echo(server.client(), { text: "a" }, { retries: 0 }));
  expect(error.constructor).toBe(Class);
  expect(error).toBeInstanceOf(core.ApiError);
  expect(error).toMatchObject({ name: Class.kind, status, code: `http_${status}`, attempts: 1 });
});

test("the body and the headers fill the fields", async () => {
  const further = { param: "model", hint: "Make one.", docs: "http://host/docs" };
  const said = { type: "invalid", code: "unknown_price", message: "No price.", ...further };
  await using server = await serve((response) =>
    json(response, { error: said }, 422, { "x-request-id": "req_7" }),
  );
  expect(await failure(echo(server.client(), { text: "a" }))).toMatchObject({
    message: "No price.",
    code: "unknown_price",
    ...further,
    requestId: "req_7",
    retryable: false,
    attempts: 1,
  });
});

test.each([
  ['{"error":"plain text"}', "plain text"],
  ['{"message":"at the top"}', "at the top"],
  ["<html>", "The server answered 400."],
  ["null", "The server answered 400."],
  ['"text"', "The server answered 400."],
  ["", "The server answered 400."],
  ['{"error":{"message":5,"code":7,"param":{},"retryable":"false"}}', "The server answered 400."],
])("a body of %s is understood", async (body, message) => {
  await using server = await serve((response) => response.writeHead(400).end(body));
  const error = await failure(echo(server.client(), { text: "a" }));
  expect(error).toMatchObject({ message, code: "http_400", retryable: false });
  expect(error["param"]).toBeUndefined();
});

test("a page of the server is named with its address", async () => {
  await using server = await serve((response) => json(response, { error: { docs: "/docs#errors" } }, 404));
  expect(await failure(echo(server.client(), { text: "a" }))).toMatchObject({
    docs: `${server.url}/docs#errors`,
  });
});

import { expect, test } from "vitest";
import { free } from "../../test/actions.ts";
import { failure, json, serve } from "../../test/server.ts";

test.each([
  ["plain", "/v1/a/plain"],
  ["a/b", "/v1/a/a%2Fb"],
  ["../../v1/admin", "/v1/a/..%2F..%2Fv1%2Fadmin"],
  ["%2e%2e", "/v1/a/%252e%252e"],
  ["a?b#c d", "/v1/a/a%3Fb%23c%20d"],
  ["žluť🐎", "/v1/a/%C5%BElu%C5%A5%F0%9F%90%8E"],
  ["...", "/v1/a/..."],
  [0, "/v1/a/0"],
])("%j in the path is %s", async (id, url) => {
  await using server = await serve((response) => json(response, {}));
  await free("GET /v1/a/{id}")(server.client(), { id });
  expect(server.seen[0]?.url).toBe(url);
});

test.each(["", ".", "..", null, undefined])("%j in the path would reach another route", async (id) => {
  await using server = await serve((response) => json(response, {}));
  const error = await failure(free("DELETE /v1/a/{id}")(server.client(), { id }));
  expect(error).toMatchObject({ name: "ValidationError", code: "invalid_params", param: "id" });
  expect(server.seen).toHaveLength(0);
});

test("what the path does not take is the query of GET and DELETE", async () => {
  await using server = await serve((response) => json(response, {}));
  const params = {
    id: "x",
    tags: ["a&b", "c"],
    yes: true,
    no: false,
    n: 0,
    gone: undefined,
    nil: null,
    at: { x: [1] },
  };
  await free("GET /v1/{id}")(server.client(), params);
  await free("DELETE /v1/{id}")(server.client(), params);
  for (const { url, body } of server.seen) {
    const { pathname, searchParams } = new URL(url, server.url);
    expect(pathname).toBe("/v1/x");
    expect([...searchParams]).toEqual([
      ["tags", "a&b"],
      ["tags", "c"],
      ["yes", "true"],
      ["no", "false"],
      ["n", "0"],
      ["at", '{"x":[1]}'],
    ]);
    expect(body).toBe("");
  }
});

test("no parameters, no question mark", async () => {
  await using server = await serve((response) => json(response, {}));
  await free("GET /v1/a")(server.client(), { gone: undefined, none: [] });
  expect(server.seen[0]?.url).toBe("/v1/a");
});

test.each(["POST", "PUT", "PATCH"] as const)("%s has a JSON body of the rest", async (method) => {
  await using server = await serve((response) => json(response, {}));
  // Names that a guess at the kind of body would trip over.
  const rest = { buffer: [1], pipe: "x", getReader: true, deep: { a: null }, text: "žluť" };
  await free(`${method} /v1/a/{id}`)(server.client(), { id: "x", ...rest });
  await free(`${method} /v1/a/{id}`)(server.client(), { id: "x" });
  expect(server.seen.map((request) => JSON.parse(request.body))).toEqual([rest, {}]);
  expect(server.seen[0]).toMatchObject({ method, url: "/v1/a/x" });
  expect(server.seen[0]?.headers["content-type"]).toBe("application/json");
});

test("headers: the key, the run, the client's and the call's, the last one wins", async () => {
  await using server = await serve((response) => json(response, {}));
  const client = server.client({ runId: "run_1", headers: { "X-One": "client", "X-Two": "client" } });
  await free("POST /v1/a")(client, {}, { headers: { "x-two": "call" } });
  await free("POST /v1/a")(client, {}, { runId: "run_2", headers: { Authorization: "Bearer other" } });
  expect(server.seen[0]?.headers).toMatchObject({
    authorization: "Bearer key",
    "x-run-id": "run_1",
    "x-one": "client",
    "x-two": "call",
  });
  expect(server.seen[1]?.headers).toMatchObject({ authorization: "Bearer other", "x-run-id": "run_2" });
});

test("a base address with a path keeps it", async () => {
  await using server = await serve((response) => json(response, {}));
  await free("GET /v1/a")(server.client({ baseUrl: `${server.url}/behind/proxy//` }), {});
  expect(server.seen[0]?.url).toBe("/behind/proxy/v1/a");
});

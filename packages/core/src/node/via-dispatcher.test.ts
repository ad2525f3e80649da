import { Agent, fetch as undiciFetch } from "undici";
import { expect, test } from "vitest";
import { echo } from "../../test/actions.ts";
import { failure, json, serve } from "../../test/server.ts";
import { pool, viaDispatcher } from "../node.ts";

/** The dispatcher under Node's own fetch, which is of Node's own undici. */
async function nodesOwn(): Promise<object> {
  await fetch("data:,").then((response) => response.text());
  return (globalThis as never)[Symbol.for("undici.globalDispatcher.1")];
}

test("a dispatcher of the same undici sends", async () => {
  await using server = await serve((response) => json(response, { text: "a" }));
  const agent = new Agent();
  const fetch = viaDispatcher(agent, undiciFetch as unknown as typeof globalThis.fetch);
  expect(await echo(server.client({ fetch }), { text: "a" })).toEqual({ text: "a" });
  await agent.close();
  expect(await echo(server.client({ fetch: viaDispatcher(await nodesOwn()) }), { text: "a" })).toEqual({
    text: "a",
  });
});

test("one of another undici is named as the reason", async () => {
  await using server = await serve((response) => json(response, { text: "a" }));
  const agent = new Agent();
  await expect(viaDispatcher(agent)(server.url)).rejects.toMatchObject({
    name: "ConfigurationError",
    code: "mixed_undici",
    message: expect.stringContaining(`Node's own is ${process.versions["undici"]}`),
  });
  await agent.close();
});

test("other failures come through, and what is no dispatcher is refused", async () => {
  const gone = await serve(() => undefined);
  await gone[Symbol.asyncDispose]();
  const error = await failure(viaDispatcher(await nodesOwn())(gone.url));
  expect(error).toMatchObject({ message: "fetch failed", cause: { code: "ECONNREFUSED" } });
  expect(() => viaDispatcher({})).toThrow("This is no undici dispatcher.");
});

test("a pool takes no second dispatcher", async () => {
  await using send = pool();
  const init = { dispatcher: await nodesOwn() } as RequestInit;
  await expect(send("http://127.0.0.1:1", init)).rejects.toMatchObject({ code: "mixed_undici" });
});

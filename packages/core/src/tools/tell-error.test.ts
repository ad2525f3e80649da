import { expect, test } from "vitest";
import { failure, json, serve } from "../../test/server.ts";
import { all, chatCall, echoing } from "../../test/tools.ts";
import { type Client, createClient } from "../index.ts";
import { runTool, type RunToolOptions } from "../tools.ts";

interface Told {
  error: { code: string; message: string; param?: string; retryable: boolean; requestId?: string };
}
const tell = async (client: Client, name: string, args: unknown, options?: RunToolOptions) => {
  const { content } = await runTool(client, all, chatCall(name, args), options);
  return (JSON.parse(content) as Told).error;
};

test.each([
  ["{", undefined, /^echo: the arguments are not JSON \(.+\)\. Correct the arguments and call it again\.$/],
  ["[]", undefined, /must be a JSON object/],
  ['"text"', undefined, /must be a JSON object/],
  ["null", "text", /`text` is required/],
  ["", "text", /`text` is required/],
  ['{"text":5}', "text", /`text`: .*string/i],
  ['{"text":"a","count":"b"}', "count", /`count`: .*number/i],
  ['{"count":"b"}', "text", /`text` is required\. `count`: /],
])("arguments of %s are told with the field and the fix", async (args, param, message) => {
  await using server = await echoing();
  const error = await tell(server.client(), "echo", args);
  expect(error).toEqual({
    code: "invalid_arguments",
    message: expect.stringMatching(message),
    ...(param && { param }),
    retryable: false,
  });
  expect(server.seen).toHaveLength(0);
});

test("a tool that does not exist is answered with those that do", async () => {
  await using server = await echoing();
  const { code, message } = await tell(server.client(), "shout", {});
  expect(code).toBe("unknown_tool");
  expect(message).toMatch(/^There is no tool `shout`\. There are: `echo`, `look`,/);
});

test("a failure of the platform is told with its code, and whether it may pass", async () => {
  const said = { code: "unknown_price", message: "No price.", param: "model", secret: "canary" };
  await using server = await serve((response, _, count) =>
    json(response, { error: said }, count === 1 ? 422 : 503, { "x-request-id": "req_7" }),
  );
  const client = server.client({ apiKey: "canary", headers: { "x-secret": "canary" }, retry: false });
  const told = { ...said, requestId: "req_7", secret: undefined };
  expect(await tell(client, "echo", { text: "a" })).toEqual({ ...told, retryable: false });
  expect(await tell(client, "echo", { text: "a" })).toEqual({ ...told, retryable: true });
});

test("a server that is not there is told without its address", async () => {
  const client = createClient({ apiKey: "canary", baseUrl: "http://127.0.0.1:1/private", retry: false });
  const error = await tell(client, "echo", { text: "a" });
  expect(error).toMatchObject({ code: "connection_failed", retryable: true });
  expect(JSON.stringify(error)).not.toMatch(/canary|private|127/);
});

test("who runs it hears of every error too, or gets it thrown", async () => {
  await using server = await serve((response) => json(response, {}, 404));
  const heard: unknown[] = [];
  const onError = (error: Error, name: string) => heard.push([error.name, name]);
  await tell(server.client(), "echo", {}, { onError });
  await tell(server.client(), "echo", { text: "a" }, { onError });
  await tell(server.client(), "x".repeat(100), {}, { onError });
  expect(heard).toEqual([
    ["ValidationError", "echo"],
    ["NotFoundError", "echo"],
    ["ValidationError", "x".repeat(100)],
  ]);
  const thrown = tell(server.client(), "echo", { text: "a" }, { throwErrors: true });
  expect(await failure(thrown)).toMatchObject({ name: "NotFoundError" });
});

import { afterEach, describe, expect, it } from "vitest";
import { openUpstream, type UpstreamOptions } from "./open-upstream.ts";
import { ask, collect } from "./testing/ask.ts";
import { answers, type Reaction, type ScriptedServer, scriptServer } from "./testing/scripted-server.ts";

const never = new AbortController().signal;
let server: ScriptedServer | undefined;
afterEach(async () => await server?.close());

async function open(reaction: Reaction, more: Partial<UpstreamOptions> = {}) {
  server = await scriptServer(reaction);
  return await openUpstream({ name: "peer", baseUrl: `${server.baseUrl}/`, ...more });
}

describe("models", () => {
  it("are those the upstream lists, embedding models apart", async () => {
    const list = answers(200, { object: "list", data: [{ id: "org/chat" }, { id: "embed" }] });
    const { chat, embeddings } = await open(list, { embeddingModels: [{ id: "embed", dimensions: 2 }] });
    expect(server?.received.map(({ path }) => path)).toEqual(["/v1/models"]);
    expect(chat.models).toMatchObject([{ id: "org/chat", kind: "chat", ownedBy: "peer" }]);
    expect(embeddings.models).toMatchObject([
      { id: "embed", kind: "embedding", ownedBy: "peer", dimensions: 2 },
    ]);
    await expect(collect(chat.chat(ask({ model: "embed" }), never))).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("are not asked for when they are given", async () => {
    const { chat } = await open(answers(500, {}), { models: ["a", "b"] });
    expect(chat.models.map(({ id }) => id)).toEqual(["a", "b"]);
    expect(server?.received).toEqual([]);
  });

  it("cannot be listed by a server that lists none", async () => {
    await expect(open(answers(200, { models: [] }))).rejects.toMatchObject({ code: "upstream_failed" });
  });
});

it.each([
  ["nonsense", "not valid"],
  ["ftp://host/v1", "must begin with"],
  ["https://me:secret@host/v1", "user or password"],
  ["https://host/v1?key=secret", "query"],
])("refuses the address %s", async (baseUrl, why) => {
  const opened = openUpstream({ name: "peer", baseUrl, models: [] });
  await expect(opened).rejects.toMatchObject({
    code: "invalid_input",
    message: expect.stringContaining(why),
  });
  await expect(opened).rejects.not.toThrow("secret");
});

describe("embeddings", () => {
  const embeddingModels = [{ id: "e", dimensions: 2 }];
  const embed = async (body: unknown, texts: readonly string[], signal = never) => {
    const { embeddings } = await open(answers(200, body), { models: [], embeddingModels });
    return await embeddings.embed("e", texts, signal);
  };

  it("come from numbers and from base64, at unit length and in the order of the texts", async () => {
    const data = [
      { index: 1, embedding: base64(0, -5) },
      { index: 0, embedding: [3, 4] },
    ];
    const { vectors, tokens } = await embed({ data, usage: { prompt_tokens: 7 } }, ["a", "b"]);
    expect(vectors).toEqual(
      [Float32Array.from([0.6, 0.8]), Float32Array.from([-0, -1])].map((vector) =>
        expect.toSatisfy(sameAs(vector)),
      ),
    );
    expect(tokens).toBe(7);
    expect(server?.received[0]?.body).toEqual({ model: "e", input: ["a", "b"], encoding_format: "base64" });
  });

  it("keep their direction though their numbers are huge or tiny", async () => {
    const data = [{ embedding: [3e30, 4e30] }, { embedding: [3e-30, 4e-30] }];
    const { vectors } = await embed({ data }, ["a", "b"]);
    for (const vector of vectors) expect(vector).toSatisfy(sameAs(Float32Array.from([0.6, 0.8])));
  });

  it("have their tokens estimated when the upstream does not count", async () => {
    const { tokens } = await embed({ data: [{ embedding: [1, 0] }] }, ["four and more"]);
    expect(tokens).toBe(Math.ceil(13 / 4));
  });

  it("of nothing are nothing, without asking", async () => {
    expect(await embed({}, [])).toEqual({ vectors: [], tokens: 0 });
    expect(server?.received).toEqual([]);
  });

  it.each([
    ["too few", { data: [] }],
    ["of another size", { data: [{ embedding: [1, 2, 3] }] }],
    ["of broken bytes", { data: [{ embedding: "AAA=" }] }],
    ["without direction", { data: [{ embedding: [0, 0] }] }],
    ["numbered wrongly", { data: [{ index: 4, embedding: [1, 0] }] }],
    ["in another shape", { vectors: [[1, 0]] }],
  ])("%s are an error", async (_name, body) => {
    await expect(embed(body, ["a"])).rejects.toMatchObject({ name: "EngineError", code: "upstream_failed" });
  });

  it("do nothing for a signal that aborted before", async () => {
    const reason = new Error("too late");
    await expect(embed({}, ["a"], AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(server?.received).toEqual([]);
  });

  it("know their models", async () => {
    const { embeddings } = await open(answers(200, {}), { models: ["m"], embeddingModels });
    await expect(embeddings.embed("m", ["a"], never)).rejects.toMatchObject({ code: "not_found" });
  });
});

/** Numbers as a server sends them in base64. */
function base64(...numbers: number[]): string {
  return Buffer.from(Float32Array.from(numbers).buffer).toString("base64");
}

/** Equal to the precision of float32. */
function sameAs(expected: Float32Array): (actual: Float32Array) => boolean {
  return (actual) =>
    actual.length === expected.length &&
    actual.every((value, at) => Math.abs(value - (expected[at] ?? Number.NaN)) < 1e-6);
}

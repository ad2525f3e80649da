import { createServer, connect, type Socket } from "node:net";
import { once } from "node:events";
import { expect, it, onTestFinished } from "vitest";
import { openChannel } from "./channel.ts";
import { converse } from "./converse.ts";
import { encodeFrame } from "./frames.ts";

const never = new AbortController().signal;

/** A channel, and the other end of it in the hands of the test. */
async function channelAndPeer() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const near = connect(typeof address === "object" ? (address?.port ?? 0) : 0, "127.0.0.1");
  const peers: Socket[] = await once(server, "connection");
  onTestFinished(() => void server.close());
  onTestFinished(() => void peers[0]?.destroy());
  let lost = 0;
  const channel = openChannel(near, () => void lost++);
  return { channel, peer: peers[0], timesLost: () => lost };
}

const question = { header: { op: "list" }, patienceMs: 60_000 };
const waitForever = () => undefined;

it("fails every conversation when the agent talks nonsense, and says so once", async () => {
  const { channel, peer, timesLost } = await channelAndPeer();
  const talks = [
    converse(channel, question, waitForever, never),
    converse(channel, question, waitForever, never),
  ];
  peer?.write(Buffer.from("ffffffffffffffff", "hex"));
  const answers = await Promise.allSettled(talks);
  for (const answer of answers) {
    expect(answer).toMatchObject({
      reason: { code: "unavailable", message: expect.stringContaining("tampered") },
    });
  }
  channel.lose("again");
  expect(timesLost()).toBe(1);
  await expect(converse(channel, question, waitForever, never)).rejects.toMatchObject({
    code: "unavailable",
  });
});

it("gives up on an agent that stays silent", async () => {
  const { channel, timesLost } = await channelAndPeer();
  await expect(converse(channel, { ...question, patienceMs: 20 }, waitForever, never)).rejects.toMatchObject({
    code: "unavailable",
    message: expect.stringContaining("no longer answered"),
  });
  expect(timesLost()).toBe(1);
});

it("lets an invented error code be no more than a failure, and ignores conversations it does not know", async () => {
  const { channel, peer } = await channelAndPeer();
  const talk = converse(channel, question, waitForever, never);
  for (const id of [99, "toString", 1]) {
    const [start] = encodeFrame({ id, type: "error", code: "timed_out", message: "x".repeat(1_000) });
    peer?.write(start);
  }
  const error = await talk.catch((problem: unknown) => problem);
  expect(error).toMatchObject({ code: "upstream_failed", message: "x".repeat(300) });
});

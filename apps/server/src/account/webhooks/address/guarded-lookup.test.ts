import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import ipaddr from "ipaddr.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createPoster, postEvent } from "../sending/post-event.ts";
import { guardedLookup, type Resolve } from "./guarded-lookup.ts";
import { privateHosts } from "./testing/bypasses.ts";

/** The addresses of the list, as a name server would give them. */
const addresses = [
  ...new Set(
    privateHosts
      .filter((host) => URL.canParse(`https://${host}/`))
      .map((host) => new URL(`https://${host}/`).hostname.replace(/^\[(.*)\]$/, "$1").replace(/\.$/, ""))
      .filter((host) => ipaddr.isValid(host)),
  ),
];
const answering =
  (...found: string[]): Resolve =>
  async () =>
    found.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));

const find = (resolve: Resolve, all: boolean, allowPrivate = false) =>
  new Promise((done) => {
    guardedLookup(allowPrivate, resolve)("evil.example", { all }, (error, address) => done(error ?? address));
  });

test("many kinds of address are tried", () => {
  expect(addresses.length).toBeGreaterThan(70);
});

describe("a name that leads there is refused", () => {
  test.each(addresses)("%s", async (address) => {
    const refused = { code: "ADDRESS_REFUSED" };
    for (const all of [true, false]) {
      expect(await find(answering(address), all)).toMatchObject(refused);
      expect(await find(answering("93.184.216.34", address), all)).toMatchObject(refused);
    }
  });
});

test("a public answer is what is connected to, and no answer is a refusal", async () => {
  expect(await find(answering("93.184.216.34"), false)).toBe("93.184.216.34");
  expect(await find(answering("93.184.216.34"), true)).toEqual([{ address: "93.184.216.34", family: 4 }]);
  expect(await find(answering(), true)).toMatchObject({ code: "ADDRESS_REFUSED" });
  expect(await find(answering("::1"), false, true)).toBe("::1");
});

describe("posting", () => {
  let asked = 0;
  const server = createServer((_, response) => {
    asked++;
    response.end();
  });
  beforeAll(() => new Promise<void>((done) => void server.listen(0, "127.0.0.1", done)));
  afterAll(() => void server.close());

  const post = async (resolve: Resolve, allowPrivate = false) => {
    const { port } = server.address() as AddressInfo;
    const dispatcher = createPoster(allowPrivate, resolve);
    const url = new URL(`http://evil.example:${port}/`);
    const { signal } = new AbortController();
    const posted = await postEvent(dispatcher, { url, headers: {}, payload: "{}" }, signal);
    await dispatcher.destroy();
    return posted;
  };

  test("never reaches a server behind a private answer", async () => {
    expect(await post(answering("127.0.0.1"))).toMatchObject({ error: "address_refused", status: null });
    expect(asked).toBe(0);
    expect(await post(answering("127.0.0.1"), true)).toMatchObject({ error: null, status: 200 });
    expect(asked).toBe(1);
  });

  test("asks for the name once, so that a second answer leads nowhere", async () => {
    let times = 0;
    const rebinding: Resolve = () => answering(times++ === 0 ? "127.0.0.1" : "10.0.0.1")("");
    expect(await post(rebinding, true)).toMatchObject({ status: 200 });
    expect(times).toBe(1);
  });
});

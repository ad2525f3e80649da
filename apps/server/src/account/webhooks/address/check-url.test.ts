import { assert, ipV4, ipV6, property, webUrl } from "fast-check";
import ipaddr from "ipaddr.js";
import { describe, expect, test } from "vitest";
import { checkUrl } from "./check-url.ts";
import { isPublicAddress } from "./is-public-address.ts";
import { privateHosts, refusedUrls } from "./testing/bypasses.ts";

const strict = { allowPrivate: false };

test("the list is as long as it is said to be, and says nothing twice", () => {
  const all = [...privateHosts, ...refusedUrls];
  expect(new Set(all).size).toBe(all.length);
  expect(all.length).toBeGreaterThanOrEqual(120);
});

describe("is refused", () => {
  test.each(privateHosts)("https://%s/", (host) => {
    for (const url of [`https://${host}/`, `https://${host}:8443/a?b#c`, `HTTPS://${host}`]) {
      expect(checkUrl(url, strict), url).toMatchObject({ ok: false });
    }
  });
  test.each(refusedUrls)("%j", (url) => {
    expect(checkUrl(url, strict)).toMatchObject({ ok: false, reason: expect.stringMatching(/^Its? .+\.$/) });
  });
});

test.each([
  "https://example.com/hooks",
  "https://example.com",
  "https://example.com:80/",
  "https://example.com:8443/a?b=c",
  "https://bücher.example.com/",
  "https://8.8.8.8/",
  "https://[2606:4700:4700::1111]/",
  "https://172.32.0.1/",
  "https://100.128.0.1/",
  "https://mylocal.example.com/",
  "https://localhost.example.com/",
])("%s is allowed", (url) => {
  expect(checkUrl(url, strict)).toMatchObject({ ok: true });
});

test("for work on one's own machine private ones are allowed, and odd ports and passwords are still not", () => {
  const free = { allowPrivate: true };
  expect(checkUrl("http://127.0.0.1:9000/", free)).toMatchObject({ ok: true });
  expect(checkUrl("https://localhost/", free)).toMatchObject({ ok: true });
  for (const url of ["http://127.0.0.1:22/", "http://a:b@localhost/", "file:///etc/passwd"]) {
    expect(checkUrl(url, free), url).toMatchObject({ ok: false });
  }
});

test("what is allowed is read by others as it was here: its text parses to itself, and an address in it is public", () => {
  assert(
    property(webUrl({ validSchemes: ["https"], withQueryParameters: true }), (text) => {
      const checked = checkUrl(text, strict);
      return !checked.ok || new URL(checked.url.href).href === checked.url.href;
    }),
  );
  assert(
    property(
      ipV4(),
      (ip) => checkUrl(`https://${ip}/`, strict).ok === isPublicAddress(new URL(`https://${ip}/`).hostname),
    ),
  );
});

test("no IPv4 address becomes public by being wrapped in an IPv6 one", () => {
  assert(
    property(ipV4(), (ip) => {
      // Read by the URL parser first: to a library "010" may be ten.
      const plain = new URL(`https://${ip}/`).hostname;
      const [a = 0, b = 0, c = 0, d = 0] = ipaddr.IPv4.parse(plain).octets;
      const hex = [(a << 8) | b, (c << 8) | d].map((part) => part.toString(16)).join(":");
      return ["::ffff:", "::ffff:0:", "::", "64:ff9b::", "64:ff9b:1::", "2606:4700::5efe:"]
        .map((before) => before + hex)
        .concat(`2002:${hex}::1`)
        .every((text) => !isPublicAddress(text));
    }),
  );
});

test("an IPv6 address that is public begins with 2 or 3", () => {
  assert(
    property(ipV6(), (ip) => !isPublicAddress(ip) || /^[23]/.test(ipaddr.parse(ip).toNormalizedString())),
  );
});

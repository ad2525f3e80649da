import { expect, test } from "vitest";
import { hashKey, isKeyText, keyPrefix, makeKeyText } from "./key-text.ts";

test("keys have their form, differ, and show only their beginning", () => {
  const key = makeKeyText();
  expect(key).toMatch(/^plat_[0-9A-Za-z]{38}$/);
  expect(isKeyText(key)).toBe(true);
  expect(isKeyText(makeKeyText("tok"))).toBe(true);
  expect(isKeyText(key.replace("plat_", "other_"))).toBe(false);
  expect(makeKeyText()).not.toBe(key);
  expect(keyPrefix(key)).toBe(key.slice(0, 11));
  expect(hashKey(key)).toMatch(/^[0-9a-f]{64}$/);
});

test("one mistyped character is found out", () => {
  const key = makeKeyText();
  for (let at = 5; at < key.length; at++) {
    const other = key[at] === "a" ? "b" : "a";
    expect(isKeyText(key.slice(0, at) + other + key.slice(at + 1))).toBe(false);
  }
});

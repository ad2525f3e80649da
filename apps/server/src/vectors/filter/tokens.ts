import { hash } from "node:crypto";
import type { Metadata, Scalar } from "../engine.ts";
import { exactPrefix, prefixesOf } from "./number-prefixes.ts";

// A row is indexed by tokens made of digests, so no text of a user ever reaches the engine's filter language,
// and keys and values of any length or alphabet cost the same.

/** Every row carries this one, so that no row's token list is ever empty. */
export const rowToken = "row";

/** All tokens of one row. */
export function tokensOf(metadata: Metadata): string[] {
  const tokens = new Set([rowToken]);
  for (const [key, value] of Object.entries(metadata)) {
    tokens.add(existsToken(key));
    if (typeof value === "number") {
      if (Number.isNaN(value)) continue;
      const name = digest(key);
      for (const prefix of prefixesOf(value)) tokens.add(numberToken(name, prefix));
    } else {
      for (const entry of typeof value === "object" ? value : [value]) tokens.add(valueToken(key, entry));
    }
  }
  return [...tokens];
}

/** Carried by the rows that have the key at all. */
export function existsToken(key: string): string {
  return `e${digest(key)}`;
}

/** Carried by the rows whose value, or one element of it, equals the given one in type and content. */
export function valueToken(key: string, value: Scalar): string {
  if (typeof value === "number") return numberToken(digest(key), exactPrefix(value));
  if (typeof value === "boolean") return `b${digest(key)}${value ? 1 : 0}`;
  return `s${digest(key)}${digest(value)}`;
}

/** Carried by the rows whose number under the key starts with one of the prefixes. */
export function prefixTokens(key: string, prefixes: readonly string[]): string[] {
  const name = digest(key);
  return prefixes.map((prefix) => numberToken(name, prefix));
}

function numberToken(keyDigest: string, prefix: string): string {
  return `n${keyDigest}${prefix}`;
}

/** 128 bits of SHA-256. JSON escapes lone surrogates, which UTF-8 would fold into one character. */
function digest(text: string): string {
  return hash("sha256", JSON.stringify(text), "base64url").slice(0, 22);
}

import { isSecretName, masked, secretNames } from "../secret-names.ts";

export interface MaskOptions {
  /** More names of headers, query parameters and JSON fields whose value is a secret. `-` and `_` are the same. */
  readonly secretNames?: readonly string[] | undefined;
  /** More values to be masked wherever they stand. */
  readonly secrets?: readonly string[] | undefined;
}

/**
 * Takes secrets out of what is recorded. In bodies and addresses a secret becomes as many `*` as it has bytes, so
 * that lengths and the places where parts end stay what they were.
 */
export interface Mask {
  /** Finds the secrets of a request by their names, to be masked wherever they stand from now on. */
  learn(url: string, headers: Headers): void;
  text(text: string): string;
  headers(headers: Iterable<readonly [string, string]>): Array<[string, string]>;
  bytes(bytes: Uint8Array): Buffer;
}

/** Keys, tokens and tickets of the platform, known by their form: an answer may hold one that was just made. */
const platformKey = /\b(?:plat|tok|tkt)_[0-9A-Za-z]{38}\b/g;

/** A shorter one would mask ordinary words; a caller's own `secrets` may be of any length. */
const shortest = 6;

export function makeMask({ secretNames: more = [], secrets = [] }: MaskOptions): Mask {
  const known = new Set(secrets.filter(Boolean));
  const named = [...secretNames, ...more].map((name) =>
    name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll(/[-_]/g, "[-_]"),
  );
  const field = new RegExp(`("(?:${named.join("|")})"\\s*:\\s*")((?:[^"\\\\]|\\\\.)*)`, "gi");
  const parameter = new RegExp(`([?&](?:${named.join("|")})=)([^&#]*)`, "gi");
  const hide = (_: string, before: string, value: string) => before + "*".repeat(value.length);

  /** A character a byte, so that a mask is as long as what it hides. */
  const latin = (text: string) => {
    let out = text.replaceAll(field, hide).replaceAll(platformKey, (key) => "*".repeat(key.length));
    for (const form of formsOf(known)) out = out.replaceAll(form, "*".repeat(form.length));
    return out;
  };
  const plain = (text: string) =>
    Buffer.from(latin(Buffer.from(text).toString("latin1")), "latin1").toString();
  return {
    learn: (url, headers) => {
      const values = [...headers].filter(([name]) => isSecretName(name, more)).map(([, value]) => value);
      const query = [...new URL(url).searchParams].filter(([name]) => isSecretName(name, more));
      const { username, password } = new URL(url);
      // Of `Bearer key` the key alone may stand elsewhere.
      for (const value of [
        ...values.flatMap((text) => [text, text.replace(/^\S+\s+/, "")]),
        password,
        username,
      ]) {
        if (value.length >= shortest) known.add(value);
      }
      for (const [, value] of query) if (value.length >= shortest) known.add(value);
    },
    text: (text) => plain(text.replace(parameter, hide)),
    headers: (headers) =>
      [...headers].map(([name, value]) => [name, isSecretName(name, more) ? masked : plain(value)]),
    bytes: (bytes) => Buffer.from(latin(Buffer.from(bytes).toString("latin1")), "latin1"),
  };
}

/** The ways a value is written in addresses, JSON and headers; longest first, a character a byte. */
function formsOf(values: Iterable<string>): string[] {
  const forms = [...values].flatMap((value) => [
    value,
    encodeURIComponent(value),
    encodeURIComponent(value).replaceAll("%20", "+"),
    JSON.stringify(value).slice(1, -1),
    Buffer.from(value).toString("base64"),
  ]);
  const bytes = forms.map((form) => Buffer.from(form).toString("latin1"));
  return [...new Set(bytes)].toSorted((a, b) => b.length - a.length);
}

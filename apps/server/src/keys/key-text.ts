import { createHash, randomInt } from "node:crypto";

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** A new key, `plat_…`, token, `tok_…`, or ticket, `tkt_…`: 32 random characters (190 bits), and a checksum of 6. */
export function makeKeyText(kind: "plat" | "tok" | "tkt" = "plat"): string {
  const random = Array.from({ length: 32 }, () => alphabet[randomInt(alphabet.length)]).join("");
  return `${kind}_${random}${checksum(random)}`;
}

/** Whether this can be a key at all: a mistyped one is found out without asking the database. */
export function isKeyText(text: string): boolean {
  const [, random, sum] = /^(?:plat|tok|tkt)_([0-9A-Za-z]{32})([0-9A-Za-z]{6})$/.exec(text) ?? [];
  return random !== undefined && sum === checksum(random);
}

/** What the database keeps. Keys are random, so a fast hash is enough. */
export function hashKey(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** The part of a key that may be shown. */
export function keyPrefix(text: string): string {
  return text.slice(0, 11);
}

function checksum(random: string): string {
  let number = createHash("sha256").update(`plat:${random}`).digest().readUIntBE(0, 6);
  let sum = "";
  for (let i = 0; i < 6; i++) {
    sum += alphabet[number % 62];
    number = Math.floor(number / 62);
  }
  return sum;
}

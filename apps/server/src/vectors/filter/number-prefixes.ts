import type { Range } from "./conditions.ts";

/** A number is written as 16 hexadecimal digits whose alphabetical order is the numeric order. */
const digits = 16;
const top = 1n << 64n;

const view = new DataView(new ArrayBuffer(8));

/** The number's rank among all doubles: adding 1 gives the next greater double. */
function rank(value: number): bigint {
  // Adding 0 turns -0 into 0, which must be the same number.
  view.setFloat64(0, value + 0);
  const bits = view.getBigUint64(0);
  // IEEE 754: negative numbers sort backwards by their bits, so they are flipped below the positive ones.
  return bits >> 63n === 1n ? top - 1n - bits : bits | (1n << 63n);
}

/** All 16 prefixes of a number, shortest first. A row carries them, so that a range is a handful of prefixes. */
export function prefixesOf(value: number): string[] {
  const written = exactPrefix(value);
  return Array.from({ length: digits }, (_, at) => written.slice(0, at + 1));
}

/** The one prefix that only this number has. */
export function exactPrefix(value: number): string {
  return rank(value).toString(16).padStart(digits, "0");
}

/**
 * The fewest prefixes that together cover exactly the numbers of a range: at most 30 for each digit,
 * far fewer for round bounds. Empty for an empty range.
 */
export function prefixesOfRange({ from, fromOpen, to, toOpen }: Range): string[] {
  let low = rank(from) + (fromOpen ? 1n : 0n);
  const end = rank(to) + (toOpen ? 0n : 1n);
  const found: string[] = [];
  while (low < end) {
    // Take the widest aligned block that starts here and ends inside the range.
    let width = 0;
    while (width < digits - 1 && low % blockSize(width + 1) === 0n && low + blockSize(width + 1) <= end)
      width += 1;
    found.push((low / blockSize(width)).toString(16).padStart(digits - width, "0"));
    low += blockSize(width);
  }
  return found;
}

function blockSize(width: number): bigint {
  return 1n << BigInt(4 * width);
}

/** Exact fractions over BigInt, for tests: an arithmetic of its own beside the library's. */
export interface Fraction {
  readonly top: bigint;
  readonly bottom: bigint;
}

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b));
const make = (top: bigint, bottom: bigint): Fraction => {
  const common = gcd(top < 0n ? -top : top, bottom);
  return { top: top / common, bottom: bottom / common };
};

/** A plain decimal. */
export function fraction(text: string): Fraction {
  const [, whole = "", part = ""] = /^(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === "") throw new TypeError(`${JSON.stringify(text)} is no plain decimal.`);
  return make(BigInt(whole + part), 10n ** BigInt(part.length));
}

export const add = (a: Fraction, b: Fraction): Fraction =>
  make(a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom);
export const subtract = (a: Fraction, b: Fraction): Fraction => add(a, { top: -b.top, bottom: b.bottom });
export const times = (a: Fraction, b: Fraction): Fraction => make(a.top * b.top, a.bottom * b.bottom);
export const over = (a: Fraction, b: Fraction): Fraction => make(a.top * b.bottom, a.bottom * b.top);
export const most = (a: Fraction, b: Fraction): Fraction => (subtract(a, b).top >= 0n ? a : b);
export const least = (a: Fraction, b: Fraction): Fraction => (subtract(a, b).top <= 0n ? a : b);

/** How many units of the tenth place it is: half to even, by hand. */
export function rounded({ top, bottom }: Fraction): bigint {
  const scaled = top * 10n ** 10n;
  const down = scaled / bottom;
  const twice = (scaled % bottom) * 2n;
  if (twice < bottom) return down;
  if (twice > bottom) return down + 1n;
  return down % 2n === 0n ? down : down + 1n;
}

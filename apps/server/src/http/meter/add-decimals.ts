/** The exact sum of two plain decimals, neither below zero. */
export function addDecimals(a: string, b: string): string {
  const [left, right] = [parts(a), parts(b)];
  const places = Math.max(left.fraction.length, right.fraction.length);
  const sum = scaled(left, places) + scaled(right, places);
  const digits = sum.toString().padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  const fraction = digits.slice(digits.length - places).replace(/0+$/, "");
  return fraction === "" ? whole : `${whole}.${fraction}`;
}

interface Parts {
  readonly whole: string;
  readonly fraction: string;
}

function parts(text: string): Parts {
  const [, whole, fraction = ""] = /^(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === undefined)
    throw new TypeError(`An amount must be a plain decimal, not ${JSON.stringify(text)}.`);
  return { whole, fraction };
}

const scaled = ({ whole, fraction }: Parts, places: number): bigint =>
  BigInt(whole + fraction.padEnd(places, "0"));

/** Names that do not follow from the unit's own words. Bytes are written "B" in FOCUS. */
const names: Readonly<Record<string, string>> = { byte_hour: "B-Hours" };

/**
 * A unit as FOCUS writes units: capitalised and in the plural, with the quantity that is priced before it:
 * `input_token` is `"Input Tokens"`, a million of them `"1000000 Input Tokens"`.
 */
export function unitName(unit: string, quantity = "1"): string {
  const words = unit.split("_").map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  const name = names[unit] ?? `${words.join(" ")}s`;
  return quantity === "1" ? name : `${quantity} ${name}`;
}

import type { Filter } from "../engine.ts";
import { toCondition, type Condition } from "./conditions.ts";
import { prefixesOfRange } from "./number-prefixes.ts";
import { existsToken, prefixTokens, valueToken } from "./tokens.ts";

/** zvec refuses longer lists behind one operator. */
const longestList = 32;

/** A filter in zvec's language, or the answer when no row has to be looked at to know it. */
export type CompiledFilter = string | boolean;

/**
 * Compiles a validated filter to zvec's language over one field holding each row's tokens.
 * The result is exact: it passes the rows `matches` passes. `true` means every row, `false` none.
 */
export function compileFilter(filter: Filter, field: string): CompiledFilter {
  return compile(toCondition(filter), false, field);
}

/** Negation is pushed down to the leaves, since zvec only knows it there. */
function compile(condition: Condition, negated: boolean, field: string): CompiledFilter {
  switch (condition.kind) {
    case "not":
      return compile(condition.of, !negated, field);
    case "all":
    case "any": {
      const parts = condition.of.map((part) => compile(part, negated, field));
      return join(parts, (condition.kind === "all") !== negated ? "and" : "or");
    }
    case "exists":
      return leaf([existsToken(condition.key)], negated, field);
    case "in":
      return leaf(
        condition.values.map((value) => valueToken(condition.key, value)),
        negated,
        field,
      );
    case "range":
      return leaf(prefixTokens(condition.key, prefixesOfRange(condition.range)), negated, field);
  }
}

/** Rows that carry any of the tokens, or, negated, none of them. */
function leaf(tokens: readonly string[], negated: boolean, field: string): CompiledFilter {
  const unique = [...new Set(tokens)];
  const parts: string[] = [];
  for (let at = 0; at < unique.length; at += longestList) {
    const list = unique.slice(at, at + longestList).map((token) => `'${token}'`);
    parts.push(`${field} ${negated ? "not contain_any" : "contain_any"} (${list.join(",")})`);
  }
  return join(parts, negated ? "and" : "or");
}

function join(parts: readonly CompiledFilter[], word: "and" | "or"): CompiledFilter {
  const neutral = word === "and";
  if (parts.includes(!neutral)) return !neutral;
  const texts = parts.filter((part) => typeof part === "string");
  return texts.length === 0 ? neutral : balance(texts, word);
}

/** Halves instead of chaining, so that a long filter does not make zvec recurse deeply. */
function balance(texts: readonly string[], word: string): string {
  const [first = ""] = texts;
  if (texts.length <= 1) return first;
  const middle = texts.length >> 1;
  return `(${balance(texts.slice(0, middle), word)} ${word} ${balance(texts.slice(middle), word)})`;
}

import type { Wire } from "../../action/schema.ts";
import { pathOf } from "../../action/validate.ts";
import { refusal } from "./error-answer.ts";

/**
 * Checks parameters, of which some came as text (path and query) and the others as JSON. Any Standard Schema will do, so
 * nothing is known of its fields: each stays text until the schema refuses it, is then read as JSON, and is
 * then taken for a list of one.
 *
 * @throws {ApiError} 400 that names the first field at fault.
 */
export async function readText(
  schema: Wire<unknown>,
  texts: Readonly<Record<string, readonly string[]>>,
  others: Readonly<Record<string, unknown>> = {},
): Promise<unknown> {
  const readings = new Map(Object.entries(texts).map(([name, values]) => [name, readingsOf(values)]));
  for (;;) {
    const tried = {
      ...others,
      ...Object.fromEntries([...readings].map(([name, [reading]]) => [name, reading])),
    };
    const result = await schema()["~standard"].validate(tried);
    if (!result.issues) return result.value;
    const faulty = result.issues.map((issue) => pathOf(issue).split(".")[0] ?? "");
    const unsettled = faulty.find((name) => (readings.get(name)?.length ?? 0) > 1);
    if (unsettled === undefined) {
      // The complaint is about the text as it came, not about the last thing made of it.
      const asSent = faulty.filter((name) => readings.has(name)).map((name) => [name, texts[name]?.join()]);
      return checkParams(schema, { ...tried, ...Object.fromEntries(asSent) });
    }
    readings.get(unsettled)?.shift();
  }
}

async function checkParams(schema: Wire<unknown>, params: unknown): Promise<unknown> {
  const result = await schema()["~standard"].validate(params);
  if (!result.issues) return result.value;
  const [issue] = result.issues;
  const param = issue && pathOf(issue);
  const message = `${param ? `"${param}" is not valid: ` : ""}${issue?.message ?? "The parameters are not valid"}.`;
  throw refusal(400, "invalid_params", message, { param: param || undefined });
}

/** What a parameter's text may mean, likeliest first. */
function readingsOf(values: readonly string[]): unknown[] {
  const parsed = values.map(parsedOr);
  const single = values.length === 1 ? [values[0], parsed[0]] : [];
  return [...single, [...values], parsed];
}

function parsedOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

import type { Attributes } from "@opentelemetry/api";
import type { AnyContract } from "../action/contract.ts";

/** What the conventions want to know of a request to a model: settings only, nothing that was said. */
export function requestAttributes(
  operation: string,
  contract: AnyContract,
  params: unknown,
  provider: string,
): Attributes {
  const asked = Object(params) as { readonly [name: string]: unknown };
  const number = (...names: string[]) =>
    names.map((name) => asked[name]).find((it) => typeof it === "number");
  const word = (value: unknown) => (typeof value === "string" ? value : undefined);
  const format = word(Object(asked["response_format"]).type);
  const encoding = word(asked["encoding_format"]);
  const choices = number("n");
  const found: Attributes = {
    "gen_ai.operation.name": operation,
    "gen_ai.provider.name": provider,
    "gen_ai.request.model": word(asked["model"]),
    "gen_ai.request.temperature": number("temperature"),
    "gen_ai.request.top_p": number("top_p"),
    "gen_ai.request.max_tokens": number("max_completion_tokens", "max_output_tokens", "max_tokens"),
    "gen_ai.request.frequency_penalty": number("frequency_penalty"),
    "gen_ai.request.presence_penalty": number("presence_penalty"),
    "gen_ai.request.seed": number("seed"),
    "gen_ai.request.choice.count": choices === 1 ? undefined : choices,
    "gen_ai.request.stream": contract.kind === "stream" ? true : undefined,
    "gen_ai.output.type": format && (format === "text" ? "text" : "json"),
    "gen_ai.request.encoding_formats": encoding && [encoding],
    "gen_ai.embeddings.dimension.count": number("dimensions"),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

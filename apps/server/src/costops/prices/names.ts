import type { ResolvedPrice } from "@platform/costops";

/** What others call a provider, and what its prices are under. */
const canonical: Readonly<Record<string, string>> = {
  azure: "azure_openai",
  aws: "aws_bedrock",
  bedrock: "aws_bedrock",
  vertex: "google",
};

/** The names a provider's prices may be under: the one said first, then the canonical one. */
export function providerNames(provider: string): string[] {
  const name = Object.hasOwn(canonical, provider) ? canonical[provider] : undefined;
  return name === undefined ? [provider] : [provider, name];
}

/** `gpt-4o-2024-08-06`, `claude-sonnet-4-5-20250929`, `claude-3-5-haiku@20241022`. */
const dated = /^(.+?)[-@](?:\d{4}-\d{2}-\d{2}|20\d{6})$/;

/** The names a model's prices may be under, the best first. */
export function modelNames(model: string): Map<string, ResolvedPrice["matched"]> {
  const undated = dated.exec(model)?.[1];
  const names = new Map<string, ResolvedPrice["matched"]>([[model, "model"]]);
  if (undated !== undefined && undated !== "*") names.set(undated, "undated_model");
  if (model !== "*") names.set("*", "any_model");
  else names.set("*", "model");
  return names;
}

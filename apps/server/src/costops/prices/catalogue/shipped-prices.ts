import type { Price } from "@platform/costops";
import { Exact } from "../../../http/meter/decimals.ts";
import { amazon } from "./amazon.ts";
import { anthropic } from "./anthropic.ts";
import type { Catalogue, Entry } from "./catalogue.ts";
import { cohere } from "./cohere.ts";
import { google } from "./google.ts";
import { mistral } from "./mistral.ts";
import { openai } from "./openai.ts";
import { plainPrice } from "./plain-price.ts";
import { platformPrices } from "./platform.ts";

const million = "1000000";
const plain = (text: string) => new Exact(text).toFixed();

function pricesOf({ provider, page, lookedUpOn }: Catalogue, { model, from, rates, long }: Entry): Price[] {
  return Object.entries(rates).map(([unit, rate]) => {
    const tier = { amount: plain(rate), per: million, flat: "0" };
    const tiers = long && [
      { ...tier, upTo: long.over },
      { ...tier, upTo: null, amount: plain(long.rates[unit] ?? rate) },
    ];
    return {
      ...plainPrice,
      id: `prc_default_${provider}_${model}_${unit}`,
      ...{ provider, model, unit, per: million },
      amount: tiers ? null : tier.amount,
      ...(tiers && { tiers, tierMode: "volume" as const, tierUnit: "prompt_token" }),
      effectiveFrom: `${from}T00:00:00.000Z`,
      origin: { page, lookedUpOn },
      createdAt: `${lookedUpOn}T00:00:00.000Z`,
    };
  });
}

const catalogues = [openai, anthropic, google, mistral, cohere, amazon];

/** The prices that ship with the platform: of its own work, and of vendors as their public pages told them. */
export const shippedPrices: readonly Price[] = [
  ...platformPrices,
  ...catalogues.flatMap((catalogue) => catalogue.entries.flatMap((entry) => pricesOf(catalogue, entry))),
];

const byName = new Map<string, Price[]>();
for (const price of shippedPrices) {
  const name = `${price.provider}\0${price.model}`;
  byName.set(name, [...(byName.get(name) ?? []), price]);
}

/** The shipped prices of some models of some providers. */
export const shippedOf = (providers: readonly string[], models: readonly string[]): Price[] =>
  providers.flatMap((provider) => models.flatMap((model) => byName.get(`${provider}\0${model}`) ?? []));

const byId = new Map(shippedPrices.map((price) => [price.id, price]));

/** A shipped price by its id. */
export const shippedById = (id: string): Price | undefined => byId.get(id);

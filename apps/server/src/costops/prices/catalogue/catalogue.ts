/** Prices by unit: US dollars for 1,000,000 of each, as exact decimals. */
export type Rates = Readonly<Record<string, string>>;

/** What a vendor asks for one model. */
export interface Entry {
  readonly model: string;
  /** First day a dated source shows it; what the vendor asked earlier is not known here. */
  readonly from: string;
  readonly rates: Rates;
  /** What it asks for everything when the prompt is longer than so many tokens. */
  readonly long?: { readonly over: string; readonly rates: Rates } | undefined;
}

/** A vendor's public prices as they were read on a day. */
export interface Catalogue {
  readonly provider: string;
  /** The vendor's own page, and what it was checked against where that page is not kept. */
  readonly page: string;
  readonly lookedUpOn: string;
  readonly entries: readonly Entry[];
}

/** Rates of a chat model. Vendors bill reasoning as output. */
export const chat = (input: string, output: string, cached?: string): Rates => ({
  input_token: input,
  output_token: output,
  reasoning_token: output,
  ...(cached === undefined ? {} : { cached_input_token: cached }),
});

/** Rates of a model whose cache is written for five minutes or an hour. */
export const withCacheWrites = (rates: Rates, fiveMinutes: string, hour: string): Rates => ({
  ...rates,
  cache_write_5m_token: fiveMinutes,
  cache_write_1h_token: hour,
});

/** Rates of an embedding model: only what goes in is counted. */
export const embedding = (input: string): Rates => ({ input_token: input });

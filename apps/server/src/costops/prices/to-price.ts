import type { Price } from "@platform/costops";
import { Exact } from "../../http/meter/decimals.ts";
import type { prices } from "../../store/schema/index.ts";
import type { NewRow, Row } from "../../store/tenant-types.ts";

/** A row with its end: the one it was given, or the beginning of its next version. */
export type PriceRow = Row<typeof prices> & { readonly endsAt: Date | null };

/** Decimals without trailing zeros. */
const plain = (text: string): string => new Exact(text).toFixed();

type Terms = Pick<
  Price,
  "amount" | "per" | "tiers" | "tierMode" | "tierUnit" | "included" | "minimum" | "relativeTo" | "currency"
>;

/** What a row says of how much, in one form, so that two can be compared. */
export const toTerms = (row: Row<typeof prices> | NewRow<typeof prices>): Terms => ({
  amount: row.amount == null ? null : plain(row.amount),
  per: plain(row.per),
  tiers: (row.tiers ?? []).map(({ upTo, amount, per, flat }) => ({
    upTo: upTo === null ? null : plain(upTo),
    amount: plain(amount),
    per: plain(per),
    flat: plain(flat),
  })),
  tierMode: row.tierMode ?? null,
  tierUnit: row.tierUnit ?? null,
  included: plain(row.included ?? "0"),
  minimum: plain(row.minimum ?? "0"),
  relativeTo:
    row.relativeUnit == null || row.relativeFactor == null
      ? null
      : { unit: row.relativeUnit, factor: plain(row.relativeFactor) },
  currency: row.currency,
});

/** A row as the contract shows it. */
export const toPrice = (row: PriceRow): Price => ({
  id: row.id,
  provider: row.provider,
  model: row.model,
  unit: row.unit,
  ...toTerms(row),
  effectiveFrom: row.effectiveFrom.toISOString(),
  effectiveTo: row.endsAt?.toISOString() ?? null,
  source: "custom",
  origin: null,
  createdAt: row.createdAt.toISOString(),
});

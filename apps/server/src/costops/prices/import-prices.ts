import { isDeepStrictEqual } from "node:util";
import type { ImportedPrice, ImportedPriceResult, ImportPricesParams, PriceImport } from "@platform/costops";
import { and, inArray } from "drizzle-orm";
import { HttpError } from "../../http/errors/http-error.ts";
import type { Context } from "../../http/operation.ts";
import { prices } from "../../store/schema/index.ts";
import type { NewRow, Tenant } from "../../store/tenant-types.ts";
import { currencyOf } from "./check-relative.ts";
import { existsAlready } from "./insert-price.ts";
import { newPrice } from "./new-price.ts";
import { toTerms } from "./to-price.ts";

/** Puts many prices into the book. Relative ones come last, so that the order of the list does not matter. */
export async function importPrices({ db }: Context, params: ImportPricesParams): Promise<PriceImport> {
  const items = [...params.prices.entries()];
  const isRelative = ([, { relativeTo }]: [number, ImportedPrice]) => relativeTo !== undefined;
  const results: ImportedPriceResult[] = [];
  results.push(
    ...(await importBatch(
      db,
      items.filter((item) => !isRelative(item)),
    )),
  );
  // One by one: each may be relative to the one before.
  for (const item of items.filter(isRelative)) results.push(...(await importBatch(db, [item])));
  const count = (wanted: ImportedPriceResult["status"]) =>
    results.filter(({ status }) => status === wanted).length;
  return {
    created: count("created"),
    unchanged: count("unchanged"),
    failed: count("failed"),
    results: results.toSorted((a, b) => a.index - b.index),
  };
}

async function importBatch(
  db: Tenant,
  items: readonly [number, ImportedPrice][],
): Promise<ImportedPriceResult[]> {
  const rows = new Map<number, NewRow<typeof prices>>();
  const failed: ImportedPriceResult[] = [];
  for (const [index, item] of items) {
    try {
      const row = newPrice(item);
      rows.set(index, { ...row, currency: await currencyOf(db, row, item.currency) });
    } catch (error) {
      failed.push(failure(index, error));
    }
  }
  const made = await db.insert(prices, [...rows.values()], { onConflict: "ignore" });
  const ids = new Set(made.map(({ id }) => id));
  const missed = [...rows].filter(([, { id }]) => !ids.has(id));
  const there = await sameBeginnings(
    db,
    missed.map(([, row]) => row),
  );
  const created = [...rows].filter(([, { id }]) => ids.has(id));
  return [
    ...failed,
    ...created.map(([index, { id }]) => ({ index, status: "created" as const, priceId: id, error: null })),
    ...missed.map(([index, row]) => repeated(index, row, there.get(keyOf(row)))),
  ];
}

const keyOf = ({ provider, model, unit, effectiveFrom }: NewRow<typeof prices>): string =>
  JSON.stringify([provider, model, unit, effectiveFrom]);

/** What is in the book where nothing could be written. */
async function sameBeginnings(db: Tenant, rows: readonly NewRow<typeof prices>[]) {
  if (rows.length === 0) return new Map<string, NewRow<typeof prices> & { id: string }>();
  const where = and(
    inArray(prices.provider, [...new Set(rows.map(({ provider }) => provider))]),
    inArray(prices.model, [...new Set(rows.map(({ model }) => model))]),
    inArray(prices.effectiveFrom, [...new Set(rows.map(({ effectiveFrom }) => effectiveFrom))]),
  );
  return new Map((await db.select(prices, { where })).map((row) => [keyOf(row), row]));
}

/** The same price is there already; another one with its beginning is a failure. */
function repeated(
  index: number,
  row: NewRow<typeof prices>,
  there: NewRow<typeof prices> | undefined,
): ImportedPriceResult {
  const said = (one: NewRow<typeof prices>) => [toTerms(one), one.effectiveTo ?? null];
  if (there !== undefined && isDeepStrictEqual(said(row), said(there)))
    return { index, status: "unchanged", priceId: there.id, error: null };
  try {
    return existsAlready(row);
  } catch (error) {
    return failure(index, error);
  }
}

function failure(index: number, error: unknown): ImportedPriceResult {
  if (!(error instanceof HttpError)) throw error;
  const { code, message, param = null } = error;
  return { index, status: "failed", priceId: null, error: { code, message, param } };
}

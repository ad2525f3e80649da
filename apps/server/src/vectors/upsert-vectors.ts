import type { UpsertResult, UpsertVectorsParams } from "@platform/vectors";
import { need } from "../http/errors/need.ts";
import type { Context } from "../http/operation.ts";
import { checkInput, toValues } from "./check-input.ts";
import { findIndex } from "./find-index.ts";
import { makeId } from "./make-id.ts";
import { saveRows } from "./sync/save-rows.ts";

/** Writes vectors, all or none. */
export async function upsertVectors(context: Context, params: UpsertVectorsParams): Promise<UpsertResult> {
  need(context.engines.vectors);
  const index = await findIndex(context.db, params.index);
  const rows = params.vectors.map((input, at) => {
    checkInput(input, `vectors.${at}`);
    const { id = makeId(context, index, at, input), text = null, metadata = {} } = input;
    return { id, text, metadata, values: toValues(input.values, index, `vectors.${at}.values`) };
  });
  const count = await saveRows(context, index, rows);
  context.meter({ vector_write: `${count}` });
  return { ids: rows.map(({ id }) => id), count };
}

import type { UpsertResult, UpsertTextsParams } from "@platform/vectors";
import { need } from "../http/errors/need.ts";
import type { Context } from "../http/operation.ts";
import { checkInput } from "./check-input.ts";
import { embedTexts } from "./embed-texts.ts";
import { findIndex } from "./find-index.ts";
import { makeId } from "./make-id.ts";
import { saveRows } from "./sync/save-rows.ts";

/** Embeds texts and writes them, all or none. */
export async function upsertTexts(context: Context, params: UpsertTextsParams): Promise<UpsertResult> {
  need(context.engines.vectors);
  const index = await findIndex(context.db, params.index);
  for (const [at, input] of params.texts.entries()) checkInput(input, `texts.${at}`);
  const vectors = await embedTexts(
    context,
    index,
    params.texts.map(({ text }) => text),
  );
  const rows = vectors.map((values, at) => {
    // The engine gives one vector for each text, in their order.
    const input = params.texts[at]!;
    const { id = makeId(context, index, at, input), text, metadata = {} } = input;
    return { id, text, metadata, values };
  });
  const count = await saveRows(context, index, rows);
  context.meter({ vector_write: `${count}` });
  return { ids: rows.map(({ id }) => id), count };
}

import type { Column } from "../column.ts";

const toText = <R>(columns: readonly Column<R>[], row: R): string =>
  JSON.stringify(Object.fromEntries(columns.map(({ name, of }) => [name, of(row)])));

/** One array, a row a line. Its end is its last byte: what was cut does not parse. */
export async function* json<R>(
  columns: readonly Column<R>[],
  pages: AsyncIterable<readonly R[]>,
): AsyncIterable<Uint8Array> {
  const encoder = new TextEncoder();
  let before = "[\n";
  for await (const page of pages) {
    if (page.length === 0) continue;
    yield encoder.encode(before + page.map((row) => toText(columns, row)).join(",\n"));
    before = ",\n";
  }
  yield encoder.encode(before === "[\n" ? "[]\n" : "\n]\n");
}

/** One object a line. */
export async function* jsonl<R>(
  columns: readonly Column<R>[],
  pages: AsyncIterable<readonly R[]>,
): AsyncIterable<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const page of pages) {
    yield encoder.encode(page.map((row) => `${toText(columns, row)}\n`).join(""));
  }
}

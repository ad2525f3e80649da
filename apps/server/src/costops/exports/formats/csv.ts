import { stringify } from "csv-stringify/sync";
import type { Cell, Column } from "../column.ts";

/** How a spreadsheet knows a formula: https://owasp.org/www-community/attacks/CSV_Injection */
const formula = /^[=+\-@\t\r]/;

/** RFC 4180: a header, CRLF, quotes where needed. Nothing at all is an empty cell, an empty text is `""`. */
export async function* csv<R>(
  columns: readonly Column<R>[],
  pages: AsyncIterable<readonly R[]>,
  { protectFormulas = true }: { protectFormulas?: boolean | undefined },
): AsyncIterable<Uint8Array> {
  const write = (rows: readonly (readonly Cell[])[]) =>
    new TextEncoder().encode(
      stringify(rows as Cell[][], { record_delimiter: "windows", quoted_empty: true }),
    );
  const cell = ({ kind, of }: Column<R>, row: R): Cell => {
    const value = of(row);
    return protectFormulas && kind === "text" && typeof value === "string" && formula.test(value)
      ? `'${value}`
      : value;
  };
  yield write([columns.map(({ name }) => name)]);
  for await (const page of pages) yield write(page.map((row) => columns.map((each) => cell(each, row))));
}

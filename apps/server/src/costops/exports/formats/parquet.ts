import { ByteWriter, ParquetWriter, type SchemaElement } from "hyparquet-writer";
import { Exact } from "../../../http/meter/decimals.ts";
import type { Cell, Column } from "../column.ts";

/** Rows of one row group: what is held in memory at once. */
const groupRows = 10_000;

const decimal = (precision: number, scale: number, bytes: number) => ({
  type: "FIXED_LEN_BYTE_ARRAY" as const,
  type_length: bytes,
  converted_type: "DECIMAL" as const,
  logical_type: { type: "DECIMAL" as const, precision, scale },
  precision,
  scale,
});
/** Types by kind; the bytes are the fewest that hold the digits. */
const types: Readonly<Record<Column<unknown>["kind"], Omit<SchemaElement, "name">>> = {
  text: { type: "BYTE_ARRAY", converted_type: "UTF8", logical_type: { type: "STRING" } },
  json: { type: "BYTE_ARRAY", converted_type: "JSON", logical_type: { type: "JSON" } },
  whole: { type: "INT64" },
  amount: decimal(30, 10, 13),
  quantity: decimal(38, 18, 16),
  time: { type: "INT64", logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "MILLIS" } },
};

/** What the writer takes: decimals as whole numbers of their last place, so that no digit passes through a float. */
function toValue(kind: Column<unknown>["kind"], cell: Cell): unknown {
  if (cell === null) return null;
  if (kind === "time") return new Date(cell as string);
  if (kind === "whole") return BigInt(cell as number);
  const { scale } = types[kind];
  if (scale === undefined) return cell;
  return BigInt(new Exact(cell as string).toDecimalPlaces(scale).times(new Exact(10).pow(scale)).toFixed());
}

/** Row groups as they fill, then the footer, without which the file cannot be opened. */
export async function* parquet<R>(
  columns: readonly Column<R>[],
  pages: AsyncIterable<readonly R[]>,
): AsyncIterable<Uint8Array> {
  const writer = new ByteWriter();
  const schema: SchemaElement[] = [
    { name: "root", num_children: columns.length },
    ...columns.map(({ name, kind }) => ({ name, repetition_type: "OPTIONAL" as const, ...types[kind] })),
  ];
  const file = new ParquetWriter({ writer, schema, createdBy: "platform" });
  let rows: R[] = [];
  const group = async () => {
    const columnData = columns.map(({ name, kind, of }) => ({
      name,
      data: rows.map((row) => toValue(kind, of(row))),
    }));
    await file.write({ columnData, rowGroupSize: groupRows });
    rows = [];
    return taken(writer);
  };
  for await (const page of pages) {
    rows.push(...page);
    if (rows.length >= groupRows) yield await group();
  }
  if (rows.length > 0) yield await group();
  await file.finish();
  yield taken(writer);
}

/** The bytes so far, which the writer then forgets; its `offset` goes on. */
function taken(writer: ByteWriter): Uint8Array {
  const bytes = writer.getBytes().slice();
  writer.index = 0;
  return bytes;
}

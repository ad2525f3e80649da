import { parquetMetadata, parquetReadObjects, type SchemaElement } from "hyparquet";

export interface ReadParquet {
  readonly rows: Record<string, unknown>[];
  readonly types: Record<string, string>;
  readonly groups: number;
}

/** Reads a file with another library than the one that wrote it; decimals as whole numbers of their last place. */
export async function readParquet(bytes: Uint8Array<ArrayBuffer>): Promise<ReadParquet> {
  const metadata = parquetMetadata(bytes.buffer);
  const types = Object.fromEntries(
    metadata.schema.slice(1).map((element) => [element.name, typeOf(element)]),
  );
  const decimals = metadata.schema.filter(({ converted_type }) => converted_type === "DECIMAL");
  // The reader would make floats of them.
  for (const element of decimals) delete element.converted_type;
  const rows = await parquetReadObjects({ file: bytes.buffer, metadata, utf8: false });
  for (const row of rows) {
    for (const { name } of decimals)
      row[name] = row[name] === null ? null : bigEndian(row[name] as Uint8Array);
  }
  return { rows, types, groups: metadata.row_groups.length };
}

function typeOf({ converted_type, precision, scale, logical_type: logical }: SchemaElement): string {
  if (converted_type === "DECIMAL") return `DECIMAL(${precision},${scale})`;
  if (logical?.type === "TIMESTAMP") return `TIMESTAMP${logical.isAdjustedToUTC ? " UTC" : ""}`;
  return logical?.type ?? "INT64";
}

/** Two's complement. */
function bigEndian(bytes: Uint8Array): bigint {
  const value = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  return BigInt.asIntN(bytes.length * 8, value);
}

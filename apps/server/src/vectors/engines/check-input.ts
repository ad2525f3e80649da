import { EngineError } from "../../engine-error.ts";
import type { IndexSpec, VectorQuery, VectorRow } from "../engine.ts";
import { dimensions } from "./zvec-schema.ts";

/** The most hits one search returns. */
export const maxLimit = 10_000;
/** The longest row id, in bytes of UTF-8. */
export const maxIdBytes = 512;

// The id names a folder, so nothing that could leave the data folder may pass.
const indexId = /^[a-z]+_[0-9a-z]+$/;

export function checkIndexId(id: string): void {
  if (id.length > 128 || !indexId.test(id)) throw invalid("id", "must look like idx_0a1b2c");
}

export function checkSpec({ id, dimension }: IndexSpec): void {
  checkIndexId(id);
  const { least, most } = dimensions;
  if (Number.isInteger(dimension) && dimension >= least && dimension <= most) return;
  throw invalid(
    "dimension",
    `must be a whole number from ${least} to ${most}, the limits of the engine zvec`,
  );
}

export function checkRow(row: VectorRow, at: number, dimension: number): void {
  checkRowId(row.id, `rows[${at}].id`);
  checkValues(row.values, dimension, `rows[${at}].values`);
}

function checkRowId(id: string, param: string): void {
  const bytes = Buffer.byteLength(id);
  if (bytes === 0 || bytes > maxIdBytes) throw invalid(param, `must have 1 to ${maxIdBytes} bytes`);
  // In Unicode mode this class only matches halves of a pair that stand alone.
  if (/\p{Surrogate}/u.test(id)) throw invalid(param, "must be well-formed Unicode");
}

function checkValues(values: Float32Array, dimension: number, param: string): void {
  if (values.length !== dimension)
    throw invalid(param, `has ${values.length} values, the index has ${dimension}`);
  if (!values.every((value) => Number.isFinite(value)))
    throw invalid(param, "must hold finite 32-bit numbers only");
}

export function checkQuery({ values, limit }: VectorQuery, dimension: number): void {
  checkValues(values, dimension, "values");
  if (Number.isInteger(limit) && limit >= 1 && limit <= maxLimit) return;
  throw invalid("limit", `must be a whole number from 1 to ${maxLimit}`);
}

function invalid(param: string, problem: string): EngineError {
  return new EngineError("invalid_input", `${param} ${problem}`, { param });
}

export * from "./indexes/schemas.ts";
export * from "./search/schemas.ts";
export { upsertResult, upsertTextsParams, upsertVectorsParams } from "./vectors/schemas.ts";

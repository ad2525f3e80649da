import type { CreateIndexParams, VectorIndex } from "@platform/vectors";
import { fail } from "../http/errors/http-error.ts";
import { need } from "../http/errors/need.ts";
import type { Context } from "../http/operation.ts";
import { newId } from "../store/new-id.ts";
import { vectorIndexes } from "../store/schema/index.ts";
import { chooseModel } from "./choose-model.ts";
import { toIndex } from "./to-index.ts";

/** Makes an empty index. The engine's side of it is made by its first use. */
export async function createIndex({ db, engines }: Context, params: CreateIndexParams): Promise<VectorIndex> {
  need(engines.vectors);
  const { name, metric = "cosine", metadata = {} } = params;
  const row = { id: newId("idx"), name, metric, metadata, ...chooseModel(engines.embedding, params) };
  const [made] = await db.insert(vectorIndexes, row, { onConflict: "ignore" });
  if (made) return toIndex(made, 0);
  const message = `There is an index named ${name}. Use it, delete it, or choose another name.`;
  return fail(409, "index_exists", message, { param: "name" });
}

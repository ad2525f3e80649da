import { fail } from "../http/errors/http-error.ts";
import type { IndexRow } from "./find-index.ts";

/** The model that an index's texts are embedded with; 400 when it takes vectors only. */
export function modelOf({ name, model }: Pick<IndexRow, "name" | "model">): string {
  if (model !== null) return model;
  const message = `The index ${name} has no embedding model: give it vectors, or make one with a model.`;
  return fail(400, "no_model", message, { param: "index" });
}

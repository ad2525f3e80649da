import { fail } from "../../http/errors/http-error.ts";

/** A 409: the database has an active project of that name. */
export function projectExists(name: string): never {
  const message = `There is an active project ${JSON.stringify(name)}. Choose another name, or archive that one.`;
  return fail(409, "project_exists", message, { param: "name" });
}

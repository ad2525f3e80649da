import { EngineError } from "../engine-error.ts";
import { fail } from "../http/errors/http-error.ts";

/** Does something with a file, and says what is wrong with it in the contract's words. */
export async function withFile<T>(
  path: string,
  tooMuch: { readonly code: string; readonly fix: string },
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return translate(error, path, tooMuch);
  }
}

function translate(error: EngineError, path: string, tooMuch: { code: string; fix: string }): never {
  const param = "path";
  switch (error.code) {
    case "not_found":
      return fail(404, "file_not_found", `There is nothing at ${path} in the sandbox.`, { param });
    case "conflict":
      return fail(400, "directory_not_empty", `${path} is not empty. Set \`recursive\` to remove it all.`, {
        param: "recursive",
      });
    case "limit_exceeded":
      return fail(413, tooMuch.code, `${error.message}. ${tooMuch.fix}`, { param, retryable: false });
    case "invalid_input":
      return fail(400, "invalid_path", `${error.message}.`, { param });
    default:
      throw error;
  }
}

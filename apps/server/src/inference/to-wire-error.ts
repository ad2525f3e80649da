import { EngineError } from "../engine-error.ts";
import { HttpError } from "../http/errors/http-error.ts";

/** The port's names of parameters as callers know them. */
const names: Readonly<Record<string, string>> = {
  maxTokens: "max_tokens",
  topP: "top_p",
  jsonSchema: "response_format",
};

/** An engine's failure in the words of the contract; any other one as it is. */
export function toWireError(error: unknown): unknown {
  if (!(error instanceof EngineError)) return error;
  const { code, message } = error;
  // Nothing but the model can be missing.
  if (code === "not_found") return new HttpError(404, "model_not_found", message, { param: "model" });
  const [first = ""] = error.param?.split(".") ?? [];
  const param = names[first] ?? error.param;
  if (code === "invalid_input" && param === "response_format")
    return new HttpError(400, "unsupported_parameter", message, { param });
  return param === undefined ? error : new EngineError(code, message, { param, cause: error });
}

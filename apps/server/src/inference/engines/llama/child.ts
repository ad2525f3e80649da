// Entry of the child process: a crash or an out-of-memory of the native runtime ends here and nowhere else.
import { EngineError } from "../../../engine-error.ts";
import type { Failure, FromChild, GenerateRequest, ToChild } from "./messages.ts";
import { loadModel, type ModelHost } from "./model-host.ts";

const running = new Map<number, AbortController>();
let host: ModelHost | undefined;

process.on("message", (message: ToChild) => {
  if (message.type === "load") void load(message.options);
  else if (message.type === "generate") void answer(message.id, message.request);
  else running.get(message.id)?.abort(new Error("Cancelled"));
});
// A terminal's Ctrl-C and a service manager signal the whole group: only the parent decides when we end.
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => undefined);
// The parent closed the channel or died: nobody is left to answer to.
process.on("disconnect", () => process.exit(0));

function send(message: FromChild): void {
  if (process.connected) process.send?.(message);
}

async function load(options: Parameters<typeof loadModel>[0]): Promise<void> {
  try {
    host = await loadModel(options);
    send({ type: "loaded", contextTokens: host.contextTokens });
  } catch (error) {
    send({ type: "load_failed", ...failure(error) });
  }
}

async function answer(id: number, request: GenerateRequest): Promise<void> {
  const controller = new AbortController();
  running.set(id, controller);
  try {
    if (host === undefined) throw new Error("No model is loaded");
    const finish = await host.generate(request, controller.signal, (text) =>
      send({ type: "text", id, text }),
    );
    send({ type: "finish", id, ...finish });
  } catch (error) {
    send({ type: "failed", id, ...failure(error) });
  } finally {
    running.delete(id);
  }
}

function failure(error: unknown): Failure {
  if (error instanceof EngineError) {
    const { code, message, param, cause } = error;
    return { code, message, param, detail: cause === undefined ? undefined : describe(cause) };
  }
  return { code: "unavailable", message: "The model failed while answering.", detail: describe(error) };
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

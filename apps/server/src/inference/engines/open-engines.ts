import { join } from "node:path";
import type { Logger } from "pino";
import type { Config } from "../../config/read-config.ts";
import { type EngineEntry, engineEntry, type Slot } from "../../engines.ts";
import { combineChat, combineEmbedding } from "../combine-engines.ts";
import { openExtract } from "./extract/open-extract.ts";
import { openLlama } from "./llama/open-llama.ts";
import { openSentenceEncoder } from "./sentence-encoder/open-sentence-encoder.ts";
import { type Tried, tryToOpen } from "./try-to-open.ts";
import { openUpstream } from "./upstream/open-upstream.ts";
import { upstreamName } from "./upstream/upstream-name.ts";

type Settings = Pick<
  Config,
  "dataDir" | "chatModel" | "upstreamUrl" | "upstreamApiKey" | "upstreamEmbeddings"
>;

/**
 * The engines of inference: embeddings by the sentence encoder, chat by `extract` and a GGUF model, both by an
 * upstream. One that cannot be opened leaves the others open, and its slot notes why.
 */
export function inferenceEngines(settings: Settings, log: Logger): readonly EngineEntry[] {
  const { dataDir, chatModel } = settings;
  const encoder = once(() =>
    tryToOpen(log, "sentence encoder", "Install the server's packages again, and restart it.", () =>
      openSentenceEncoder({ cacheDir: join(dataDir, "cache") }),
    ),
  );
  const upstream = once(() => tryUpstream(settings, log));
  return [
    engineEntry("embedding", async () => {
      const [own, other] = await Promise.all([encoder(), upstream()]);
      const embeddings = other.engine?.embeddings;
      // Most upstreams offer none that we know the size of.
      const more = embeddings && embeddings.models.length > 0 ? [embeddings] : [];
      return toSlot([...listed(own), ...more], combineEmbedding, [own, other]);
    }),
    engineEntry("chat", async () => {
      const gguf = tryToOpen(
        log,
        "chat model of PLATFORM_CHAT_MODEL",
        "Mend it, and restart the server.",
        () => (chatModel ? openLlama({ model: chatModel, cacheDir: join(dataDir, "models") }) : undefined),
      );
      const [own, local, other] = await Promise.all([encoder(), gguf, upstream()]);
      const extract = own.engine ? [openExtract({ encoder: own.engine })] : [];
      const remote = other.engine ? [other.engine.chat] : [];
      const lacking = own.notes.map((note) => `The model extract needs the sentence encoder. ${note}`);
      return toSlot([...extract, ...listed(local), ...remote], combineChat, [
        { notes: lacking },
        local,
        other,
      ]);
    }),
  ];
}

function tryUpstream(settings: Settings, log: Logger) {
  const { upstreamUrl: baseUrl, upstreamApiKey: apiKey, upstreamEmbeddings: embeddingModels } = settings;
  const fix =
    "Mend PLATFORM_UPSTREAM_URL and PLATFORM_UPSTREAM_API_KEY or the upstream itself, and restart the server.";
  return tryToOpen(log, "upstream of PLATFORM_UPSTREAM_URL", fix, () =>
    baseUrl === undefined
      ? undefined
      : openUpstream({
          name: upstreamName(baseUrl),
          baseUrl,
          embeddingModels,
          ...(apiKey === undefined ? {} : { apiKey }),
        }),
  );
}

const listed = <T>({ engine }: Tried<T>): T[] => (engine === undefined ? [] : [engine]);

function toSlot<E>(
  engines: readonly E[],
  combine: (engines: readonly E[]) => E,
  tried: readonly { readonly notes: readonly string[] }[],
): Slot<E> {
  const notes = tried.flatMap((one) => one.notes);
  if (engines.length > 0) return { ok: true, engine: combine(engines), notes };
  return {
    ok: false,
    reason: notes.join(" "),
    fix: "Or set PLATFORM_UPSTREAM_URL to any OpenAI-compatible server.",
  };
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

import type { Engines, Slot } from "../engines.ts";
import { fail } from "../http/errors/http-error.ts";
import { need } from "../http/errors/need.ts";
import type { ModelInfo } from "./engine.ts";

/** So many models are named in an error; an upstream may have hundreds. */
const mostNamed = 20;
const use = { chat: "chats", embedding: "embeds texts" };

type ModelSlot = Slot<{ readonly models: readonly ModelInfo[] }>;

/** The model of this kind, or a 404 that lists what there is; 503 when no engine of the kind runs. */
export function findModel(engines: Engines, kind: ModelInfo["kind"], id: string): ModelInfo {
  const slot: ModelSlot = engines[kind];
  const { models } = need(slot);
  return models.find((model) => model.id === id) ?? modelNotFound(engines, id, [slot], ` that ${use[kind]}`);
}

/** Every model that can be used now; 503 when neither engine runs. */
export function allModels({ chat, embedding }: Engines): readonly ModelInfo[] {
  if (!chat.ok && !embedding.ok) need<never>(chat);
  return [chat, embedding].flatMap((slot: ModelSlot) => (slot.ok ? slot.engine.models : []));
}

/** A 404 that says what there is, and what is missing of what should be. */
export function modelNotFound(engines: Engines, id: string, slots: readonly ModelSlot[], that = ""): never {
  const elsewhere = allModels(engines).some((model) => model.id === id);
  const ids = slots.flatMap((slot) => (slot.ok ? slot.engine.models.map((model) => model.id) : []));
  const named = ids.slice(0, mostNamed).join(", ") || "none";
  const more = ids.length > mostNamed ? ` and ${ids.length - mostNamed} more (GET /v1/models)` : "";
  const notes = slots.flatMap((slot) => (slot.ok ? (slot.notes ?? []) : [`${slot.reason} ${slot.fix}`]));
  const what = elsewhere ? `${id} is not a model${that}` : `There is no model ${id}${that}`;
  const message = [`${what}. There are: ${named}${more}.`, ...notes].join(" ");
  return fail(404, "model_not_found", message, { param: "model" });
}

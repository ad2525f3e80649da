type Fields = { readonly [name: string]: unknown };
type Part = { type: string; [name: string]: unknown };

/** A message in the form of the conventions. */
export interface Message {
  role: string;
  parts: Part[];
  finish_reason?: string | undefined;
}

/** What the model has said so far, by choice. */
export type Said = Message[];

const fields = (value: unknown): Fields => Object(value) as Fields;
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : value == null ? [] : [value]);
const text = (content: unknown): Part => ({ type: "text", content });

/** What was asked: a conversation, or the one text of a completion. */
export function inputMessages(params: unknown): Message[] | undefined {
  const { messages, prompt, input } = fields(params);
  const asked = list(messages ?? prompt ?? input);
  if (asked.length === 0 || asked.some((one) => typeof one === "number")) return undefined;
  return asked.map((one) => (typeof one === "string" ? { role: "user", parts: [text(one)] } : message(one)));
}

function message(value: unknown): Message {
  const { role, content, tool_calls: calls, tool_call_id: id } = fields(value);
  if (role === "tool") return { role, parts: [{ type: "tool_call_response", id, response: content }] };
  const parts = list(content).map((part) => (typeof part === "string" ? text(part) : contentPart(part)));
  return { role: String(role ?? "user"), parts: [...parts, ...list(calls).map(toolCall)] };
}

/** Texts are taken over; of anything else, such as a picture, only its kind. */
function contentPart(value: unknown): Part {
  const { type, text: content } = fields(value);
  return typeof content === "string" ? text(content) : { type: String(type) };
}

const toolCall = (value: unknown): Part => {
  const { id, function: called } = fields(value);
  return { type: "tool_call", id, name: fields(called)["name"], arguments: fields(called)["arguments"] };
};

/** Adds what one value says: a whole answer, or a piece of one. */
export function outputMessages(said: Said, value: unknown): void {
  for (const [place, choice] of list(fields(value)["choices"]).map(fields).entries()) {
    const index = typeof choice["index"] === "number" ? choice["index"] : place;
    const reason = choice["finish_reason"];
    const whole = choice["message"];
    const one = (said[index] ??= { role: "assistant", parts: [] });
    if (typeof reason === "string") one.finish_reason = reason;
    if (whole) one.parts.push(...message(whole).parts);
    addText(one, choice["text"] ?? fields(choice["delta"])["content"]);
  }
}

function addText({ parts }: Message, piece: unknown): void {
  if (typeof piece !== "string" || piece === "") return;
  const last = parts.at(-1);
  if (last?.type === "text") last["content"] += piece;
  else parts.push(text(piece));
}

import { EngineError } from "../../../engine-error.ts";
import type { ChatTurn } from "../../engine.ts";
import { labelBlocks, takeBlocks, type Passage } from "./passage-blocks.ts";

/** What is asked, and what may be quoted to answer it. */
export interface Conversation {
  readonly question: string;
  readonly passages: readonly Passage[];
}

/**
 * Reads a conversation. The question is the last user message. The context is every
 * `<passage id="…" source="…">…</passage>` block in a system, developer or user message; without any,
 * the paragraphs of the system and developer messages and of the last user message but for its question
 * (its last line, or its first when only that one ends in a question mark; in a single line the last sentence),
 * numbered from 1.
 * @throws {EngineError} `invalid_input` when no user message asks anything.
 */
export function readConversation(messages: readonly ChatTurn[]): Conversation {
  const asked = messages.findLast((message) => message.role === "user")?.content.trim();
  if (!asked)
    throw new EngineError("invalid_input", "No user message asks a question.", { param: "messages" });
  const given = messages.filter(({ role }) => role === "system" || role === "developer" || role === "user");
  const blocks = given.flatMap((message) => takeBlocks(message.content).blocks);
  if (blocks.length > 0) {
    const { rest } = takeBlocks(asked);
    return { question: rest === "" ? lastQuestion(given) : rest, passages: labelBlocks(blocks) };
  }
  const { question, context } = splitQuestion(asked);
  const instructions = messages.filter(({ role }) => role === "system" || role === "developer");
  const paragraphs = [
    ...instructions.flatMap(({ role, content }) => paragraphsOf(content, role)),
    ...paragraphsOf(context, "user"),
  ];
  return { question, passages: paragraphs.map((passage, i) => ({ ...passage, label: String(i + 1) })) };
}

/** Passages may come in a message of their own after the question. */
function lastQuestion(messages: readonly ChatTurn[]): string {
  const texts = messages.filter(({ role }) => role === "user").map(({ content }) => takeBlocks(content).rest);
  const question = texts.findLast((text) => text !== "");
  if (question !== undefined) return question;
  throw new EngineError("invalid_input", "Passages are given but no question.", { param: "messages" });
}

function splitQuestion(message: string): { question: string; context: string } {
  const lines = message.split("\n");
  const first = lines[0]?.trim() ?? "";
  const last = lines.at(-1)?.trim() ?? "";
  if (lines.length === 1) return splitLine(message);
  if (first.endsWith("?") && !last.endsWith("?"))
    return { question: first, context: lines.slice(1).join("\n") };
  return { question: last, context: lines.slice(0, -1).join("\n") };
}

/** "Facts. More facts. The question?" */
function splitLine(line: string): { question: string; context: string } {
  const end = line.lastIndexOf(". ") + 1;
  if (end === 0 || !line.endsWith("?")) return { question: line, context: "" };
  return { question: line.slice(end).trim(), context: line.slice(0, end) };
}

function paragraphsOf(text: string, role: ChatTurn["role"]): Omit<Passage, "label">[] {
  const from = role === "user" ? "your message" : `${role} message`;
  const paragraphs = text.split(/\n[^\S\n]*\n/).map((paragraph) => paragraph.trim());
  return paragraphs
    .filter((paragraph) => paragraph !== "")
    .map((paragraph, i) => ({
      source: `${from}, paragraph ${i + 1}`,
      text: paragraph,
      mayInstruct: role !== "user",
    }));
}

import type {
  SearchTextParams,
  SearchVectorsParams,
  UpsertTextsParams,
  UpsertVectorsParams,
} from "@platform/vectors";
import type { WorstCase, WorstCaseOf } from "../../http/meter/worst-case.ts";
import { chatWorstCase } from "../../inference/worst-case/chat.ts";
import { embeddingWorstCase } from "../../inference/worst-case/embedding.ts";
import { createSandboxWorstCase } from "../../sandbox/worst-case/create-sandbox.ts";
import { createTaskWorstCase } from "../../tasks/worst-case/create-task.ts";
import { findIndex } from "../../vectors/find-index.ts";
import { textsWorstCase } from "../../vectors/worst-case/texts.ts";

const upsertVectors: WorstCaseOf<UpsertVectorsParams> = async ({ db }, { index, vectors }) => {
  await findIndex(db, index);
  return { units: { vector_write: String(vectors.length) } };
};
const upsertTexts: WorstCaseOf<UpsertTextsParams> = (context, { index, texts }) =>
  textsWorstCase(
    context,
    index,
    texts.map(({ text }) => text),
    { vector_write: String(texts.length) },
  );
const searchText: WorstCaseOf<SearchTextParams> = (context, { index, query }) =>
  textsWorstCase(context, index, [query], { vector_read: "1" });
const searchVectors: WorstCaseOf<SearchVectorsParams> = async ({ db }, { index }) => {
  await findIndex(db, index);
  return { units: { vector_read: "1" } };
};

/** What operations may use that are metered by more than their request. */
const worstCases: Readonly<Record<string, WorstCaseOf<never>>> = {
  createChatCompletion: chatWorstCase,
  streamChatCompletion: chatWorstCase,
  createEmbedding: embeddingWorstCase,
  createSandbox: createSandboxWorstCase,
  createTask: createTaskWorstCase,
  upsertTexts,
  upsertVectors,
  searchText,
  searchVectors,
};

/** The most that a call of an operation can use; one request where it is metered by nothing else. */
export function worstCaseOf(
  operation: string,
  context: Parameters<WorstCaseOf<never>>[0],
  params: unknown,
): WorstCase | Promise<WorstCase> {
  const found = Object.hasOwn(worstCases, operation) ? worstCases[operation] : undefined;
  // The operation's own schema has checked them.
  return found ? found(context, params as never) : { units: { request: "1" } };
}

// What a user's page does. Bundled for browsers; the tests call its functions inside a page.
import { AbortedError, createClient, defineAction, PlatformError, wire } from "@platform/core";
import { account } from "@platform/account";
import { listUsage, submitUsage } from "@platform/costops";
import { streamChatCompletion } from "@platform/inference";
import OpenAI from "openai";
import * as v from "valibot";

interface Access {
  readonly url: string;
  readonly key: string;
}

const clientOf = ({ url, key }: Access) => createClient({ baseUrl: url, apiKey: key, retry: false });

/** Everything of an error that a page can know. */
export interface Caught {
  readonly isPlatformError: boolean;
  readonly isAborted: boolean;
  readonly name: string;
  readonly code: string | undefined;
  readonly param: string | undefined;
  readonly requestId: string | undefined;
}

async function caught(promise: Promise<unknown>): Promise<Caught> {
  const error: unknown = await promise.then(
    () => new Error("It should have failed."),
    (thrown: unknown) => thrown,
  );
  const isPlatformError = error instanceof PlatformError;
  return {
    isPlatformError,
    isAborted: error instanceof AbortedError,
    name: error instanceof Error ? error.name : typeof error,
    code: isPlatformError ? error.code : undefined,
    param: isPlatformError ? error.param : undefined,
    requestId: isPlatformError ? error.requestId : undefined,
  };
}

const usage = (n: number) => ({
  provider: "acme",
  model: `model-${n}`,
  units: { request: n },
  runId: "browser",
});

/** Submits events and lists them page by page: the models of each page. */
export async function submitAndList(access: Access, count: number, limit: number): Promise<string[][]> {
  const client = clientOf(access);
  for (let n = 1; n <= count; n++) await submitUsage(client, usage(n));
  const pages: string[][] = [];
  for await (const page of listUsage(client, { runId: "browser", limit }).pages()) {
    pages.push(page.data.map(({ model }) => model));
  }
  return pages;
}

/** The bound form; needs no key. */
export async function health({ url }: Access): Promise<string> {
  return (await account({ baseUrl: url }).health({})).version;
}

export const submitOnce = (access: Access): Promise<Caught> =>
  caught(submitUsage(clientOf(access), usage(1)));

export const submitForOthers = (access: Access): Promise<Caught> =>
  caught(submitUsage(clientOf(access), { ...usage(1), organizationId: "org_other" }));

const question = {
  model: "endless",
  messages: [{ role: "user" as const, content: "hello" }],
  temperature: 0,
};

/** The text of an answer of three tokens, read to its end. */
export async function chat(access: Access): Promise<string> {
  let text = "";
  for await (const chunk of streamChatCompletion(clientOf(access), { ...question, max_tokens: 3 })) {
    text += chunk.choices[0]?.delta.content ?? "";
  }
  return text;
}

/** The text of the first chunks of an answer without end; then the loop is left. */
export async function leaveChat(access: Access, runId: string, length: number): Promise<string> {
  let text = "";
  for await (const chunk of streamChatCompletion(clientOf(access), question, { runId })) {
    text += chunk.choices[0]?.delta.content ?? "";
    if (text.length >= length) break;
  }
  return text;
}

/** The same as `chat` with OpenAI's own client, which sends headers of its own. */
export async function openaiChat({ url, key }: Access): Promise<string> {
  const openai = new OpenAI({
    apiKey: key,
    baseURL: `${url}/v1`,
    dangerouslyAllowBrowser: true,
    maxRetries: 0,
  });
  let text = "";
  for await (const chunk of await openai.chat.completions.create({
    ...question,
    max_tokens: 3,
    stream: true,
  })) {
    text += chunk.choices[0]?.delta.content ?? "";
  }
  return text;
}

const wait = defineAction({
  name: "wait",
  route: "POST /v1/wait",
  scope: "inference:use",
  params: wire(() => v.object({})),
  result: wire(() => v.null()),
});

let stop = new AbortController();

/** Waits for an answer that never comes, until `abort` is called. */
export function waitForever(access: Access): Promise<Caught> {
  stop = new AbortController();
  return caught(wait(clientOf(access), {}, { signal: stop.signal }));
}

export const abort = (): void => stop.abort();

// The same completion by every client, as its documentation has it. Each is loaded only when asked for. A client is
// made of `{ url, retries }` and gives `complete(options)`, the text of one answer, and where it can
// `stream(options)`, the number of pieces; options are `signal` and `timeoutMs`.
const messages = [{ role: "user", content: "hi" }];
const question = { model: "m", messages, max_tokens: 100 };
const headers = { authorization: "Bearer key", "content-type": "application/json" };
const textOf = (answer) => answer.choices[0].message.content;
/** As programs without a library do it; a limit of time is joined to the signal. */
const joined = (signal, timeoutMs) =>
  timeoutMs === undefined ? signal : AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);

export const clients = {
  async fetch({ url }) {
    const post = (body, { signal, timeoutMs } = {}) =>
      fetch(`${url}/v1/chat/completions`, {
        ...{ method: "POST", headers, signal: joined(signal, timeoutMs), body: JSON.stringify(body) },
      });
    return {
      complete: async (options) => textOf(await (await post(question, options)).json()),
      stream: async (options) => rawSplit(await post({ ...question, stream: true }, options)),
    };
  },
  "@platform/core": (options) => ours(options),
  async "@platform/core, pool()"(options) {
    const { pool } = await import("@platform/core/node");
    return ours(options, pool());
  },
  async "undici.request"({ url }) {
    const { request } = await import("undici");
    const send = { method: "POST", headers };
    return {
      async complete({ signal, timeoutMs } = {}) {
        const limits = { headersTimeout: timeoutMs, bodyTimeout: timeoutMs };
        const body = JSON.stringify(question);
        const answer = await request(`${url}/v1/chat/completions`, { ...send, ...limits, signal, body });
        return textOf(await answer.body.json());
      },
    };
  },
  async ofetch({ url, retries = 0 }) {
    const { ofetch } = await import("ofetch");
    const send = { method: "POST", headers, body: question, retry: retries, retryDelay: 3_000 };
    return {
      complete: async ({ signal, timeoutMs } = {}) =>
        textOf(await ofetch(`${url}/v1/chat/completions`, { ...send, signal, timeout: timeoutMs })),
    };
  },
  async ky({ url, retries = 0 }) {
    const { default: ky } = await import("ky");
    const retry = { limit: retries, methods: ["post"] };
    return {
      complete: async ({ signal, timeoutMs = false } = {}) =>
        textOf(
          await ky
            .post(`${url}/v1/chat/completions`, {
              headers,
              json: question,
              retry,
              signal,
              timeout: timeoutMs,
            })
            .json(),
        ),
    };
  },
  async axios({ url }) {
    const { default: axios } = await import("axios");
    return {
      complete: async ({ signal, timeoutMs } = {}) => {
        const options = { headers, signal, timeout: timeoutMs };
        return textOf((await axios.post(`${url}/v1/chat/completions`, question, options)).data);
      },
    };
  },
  async openai({ url, retries = 0 }) {
    const { default: OpenAI } = await import("openai");
    const openai = new OpenAI({ apiKey: "key", baseURL: `${url}/v1`, maxRetries: retries });
    const send = (body, { signal, timeoutMs } = {}) =>
      openai.chat.completions.create(body, { signal, ...(timeoutMs && { timeout: timeoutMs }) });
    return {
      complete: async (options) => textOf(await send(question, options)),
      stream: async (options) => count(await send({ ...question, stream: true }, options)),
    };
  },
  async "@anthropic-ai/sdk"({ url, retries = 0 }) {
    const { default: Anthropic } = await import("@anthropic-ai/sdk");
    const anthropic = new Anthropic({ apiKey: "key", baseURL: url, maxRetries: retries });
    const send = (body, { signal, timeoutMs } = {}) =>
      anthropic.messages.create(body, { signal, ...(timeoutMs && { timeout: timeoutMs }) });
    return {
      complete: async (options) => (await send(question, options)).content[0].text,
      stream: async (options) => {
        let read = 0;
        for await (const event of await send({ ...question, stream: true }, options)) {
          if (event.type === "content_block_delta") read++;
        }
        return read;
      },
    };
  },
  async ai({ url, retries: maxRetries = 0 }) {
    const { generateText, streamText } = await import("ai");
    const { createOpenAI } = await import("@ai-sdk/openai");
    const model = createOpenAI({ apiKey: "key", baseURL: `${url}/v1` }).chat("m");
    const given = ({ signal, timeoutMs: timeout } = {}) => ({
      ...{ model, messages, maxRetries, abortSignal: signal, ...(timeout && { timeout }) },
    });
    return {
      complete: async (options) => (await generateText(given(options))).text,
      async stream(options) {
        const failed = [];
        const { textStream } = streamText({ ...given(options), onError: ({ error }) => failed.push(error) });
        const read = await count(textStream);
        if (failed.length > 0) throw failed[0];
        return read;
      },
    };
  },
};

async function ours({ url, retries = 0 }, fetch) {
  const { createClient } = await import("@platform/core");
  const { createChatCompletion, streamChatCompletion } = await import("@platform/inference");
  const client = createClient({ apiKey: "key", baseUrl: url, fetch });
  return {
    complete: async (options) =>
      textOf(await createChatCompletion(client, question, { ...options, retries })),
    stream: (options) => count(streamChatCompletion(client, question, { ...options, retries })),
  };
}

async function count(items) {
  let read = 0;
  for await (const _ of items) read++;
  return read;
}

/** The barest way that reads this server, and no other: events end with two line feeds. */
async function rawSplit(response) {
  const decoder = new TextDecoder();
  let rest = "";
  let read = 0;
  for await (const bytes of response.body) {
    const parts = (rest + decoder.decode(bytes, { stream: true })).split("\n\n");
    rest = parts.pop();
    for (const part of parts) if (part !== "data: [DONE]") read += JSON.parse(part.slice(6)).choices.length;
  }
  return read;
}

/** The smallest useful program of each peer: one completion. */
export const smallestPrograms: Readonly<Record<string, readonly string[]>> = {
  fetch: [
    'const response = await fetch("http://localhost/v1/chat/completions", { method: "POST", body: "{}" });',
    "console.log(await response.json());",
  ],
  ofetch: [
    'import { ofetch } from "ofetch";',
    'console.log(await ofetch("http://localhost/v1/chat/completions", { method: "POST", body: {} }));',
  ],
  ky: [
    'import ky from "ky";',
    'console.log(await ky.post("http://localhost/v1/chat/completions", { json: {} }).json());',
  ],
  axios: [
    'import axios from "axios";',
    'console.log((await axios.post("http://localhost/v1/chat/completions", {})).data);',
  ],
  openai: [
    'import OpenAI from "openai";',
    'const openai = new OpenAI({ apiKey: "key" });',
    'console.log(await openai.chat.completions.create({ model: "m", messages: [] }));',
  ],
  "@anthropic-ai/sdk": [
    'import Anthropic from "@anthropic-ai/sdk";',
    'const anthropic = new Anthropic({ apiKey: "key" });',
    'console.log(await anthropic.messages.create({ model: "m", max_tokens: 9, messages: [] }));',
  ],
  "ai + @ai-sdk/openai": [
    'import { generateText } from "ai";',
    'import { createOpenAI } from "@ai-sdk/openai";',
    'const model = createOpenAI({ apiKey: "key" }).chat("m");',
    'console.log(await generateText({ model, prompt: "hi" }));',
  ],
};

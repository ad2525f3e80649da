import { agentCommands } from "./commands.ts";
import { agentFiles } from "./files.ts";
import { agentLoop } from "./loop.ts";

/** The whole agent as one Python program. */
export const agentSource = agentLoop + agentCommands + agentFiles;

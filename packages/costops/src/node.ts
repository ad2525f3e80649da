export { fileSpool } from "./tracking/node/file-spool.ts";

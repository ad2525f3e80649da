import { DateTime } from "luxon";
import { tenant } from "../../../store/tenant.ts";
import { costsFile } from "../../exports/costs-file.ts";
import { usageFile } from "../../exports/usage-file.ts";
import { mostBytes, writeParts, type Written } from "../files/write-parts.ts";
import type { ReportRow } from "../to-report.ts";
import type { ClaimedRun } from "./claim-run.ts";
import type { ReportWorld } from "./world.ts";

export interface Made extends Written {
  readonly rows: number;
  readonly fileName: string;
  readonly contentType: string;
}

/** Writes the file of a run, by the same code that answers a download, all of it from one moment of the ledger. */
export async function makeFile(
  world: ReportWorld,
  report: ReportRow,
  run: ClaimedRun,
  signal: AbortSignal,
): Promise<Made> {
  const { organizationId, projectId, source, params, options, timeZone, apiKeyId, scopes } = report;
  const principal = { organizationId, projectId, apiKeyId, scopes, memberId: null, keyPrefix: "" };
  const span = { from: run.periodFrom.toISOString(), to: run.periodTo.toISOString() };
  const asked = { ...params, ...options, ...span };
  const most = world.mostBytes ?? mostBytes;
  let rows = 0;
  const { written, file } = await tenant(world.db, principal).snapshot(async (db) => {
    const made =
      source === "usage"
        ? await usageFile({ db }, asked)
        : await costsFile({ db, principal }, { ...asked, timeZone });
    const content = made.write(db, (count) => void (rows += count));
    return { file: made, written: await writeParts(world.db, run, content, { most, signal }) };
  });
  const date = DateTime.fromJSDate(run.periodFrom, { zone: timeZone }).toISODate();
  return {
    ...written,
    rows,
    contentType: file.contentType,
    fileName: `${file.name}-${date}${file.ending}`,
  };
}

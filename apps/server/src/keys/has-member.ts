import { type SQL, sql } from "drizzle-orm";
import { apiKeys, members } from "../store/schema/index.ts";

/** Of keys: nobody's, or of a member who is still there. Those of one who is gone have ended. */
export const hasMember = (): SQL =>
  sql`(${apiKeys.memberId} is null or exists (select 1 from ${members} where ${members.id} = ${apiKeys.memberId}))`;

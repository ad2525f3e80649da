import type { Logger } from "pino";
import type { Price } from "../../http/meter/record-usage.ts";
import type { Database } from "../../store/database.ts";
import type { Catalogue } from "../blocks/catalogue.ts";

/** What runs of tasks need of the server. */
export interface World {
  readonly db: Database;
  readonly price: Price;
  readonly log: Logger;
  readonly catalogue: Catalogue;
  /** Where blocks reach this server. */
  readonly baseUrl: string;
  /** Names this server process in attempts. */
  readonly worker: string;
}

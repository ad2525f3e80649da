import { newId } from "../../store/new-id.ts";
import type { Call } from "../call.ts";

/** The ledger's name for a call whose answer is not kept: the same for a repetition, so it is counted once. */
export const eventIdOf = ({ idempotencyKey, fingerprint }: Call): string =>
  idempotencyKey === undefined ? newId("evt") : `idem:${idempotencyKey}:${fingerprint}`;

import { type LookupAddress, lookup } from "node:dns";
import type { LookupFunction } from "node:net";
import { callbackify, promisify } from "node:util";
import { isPublicAddress } from "./is-public-address.ts";

export type Resolve = (name: string) => Promise<readonly LookupAddress[]>;

const none = { found: [], first: { address: "", family: 0 } };
const ask = promisify(lookup);
const resolveBySystem: Resolve = (name) => ask(name, { all: true, verbatim: true });

/** The name leads somewhere private. Nothing was connected. */
export class AddressRefusedError extends Error {
  override readonly name = "AddressRefusedError";
  readonly code = "ADDRESS_REFUSED";
}

/**
 * How a connection finds its address: the name is asked for once, every answer is checked, and the connection goes to
 * one of those, so that a second answer cannot lead it elsewhere. One private address among public ones refuses all.
 */
export function guardedLookup(allowPrivate: boolean, resolve: Resolve = resolveBySystem): LookupFunction {
  return (name, { all, family }, answer) => {
    const find = async () => {
      const found = await resolve(name);
      const first = found.find((one) => !family || one.family === family) ?? found[0];
      if (!first || !(allowPrivate || found.every(({ address }) => isPublicAddress(address)))) {
        throw new AddressRefusedError("The name leads to an address that is not public.");
      }
      return { found: [...found], first };
    };
    // A lookup tells its failure and its finding by one callback, as Node has it.
    callbackify(find)((error, { found, first } = none) => {
      if (error) answer(error, "", 0);
      else if (all) answer(null, found);
      else answer(null, first.address, first.family);
    });
  };
}

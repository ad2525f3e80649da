import ipaddr from "ipaddr.js";

/** The part of IPv6 that is given out at all. */
const global = ipaddr.IPv6.parseCIDR("2000::/3");

/** Where Azure's machines find their own services; an address of the public range that never leaves the host. */
const hostServices = new Set(["168.63.129.16"]);

/** Whether an address is one of the public internet: no private, loopback, link-local, shared or mapped one. */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== "unicast" || hostServices.has(address.toString())) return false;
  if (!(address instanceof ipaddr.IPv6)) return true;
  return address.match(global) && !isTunnel(address.parts);
}

/** ISATAP (RFC 5214): an IPv4 address, private or not, in the last half. */
const isTunnel = (parts: readonly number[]): boolean =>
  (parts[4] === 0 || parts[4] === 0x200) && parts[5] === 0x5efe;

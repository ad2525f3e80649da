/** Where a request goes, without anything that may be secret. */
export interface Address {
  readonly host: string;
  readonly port: number;
  /** Names of the query, its values struck out. */
  readonly full: string;
}

export function addressOf(address: string): Address {
  const { origin, protocol, hostname, port, pathname, searchParams } = new URL(address);
  const names = [...new Set(searchParams.keys())];
  const query = names.map((name) => `${encodeURIComponent(name)}=REDACTED`).join("&");
  return {
    host: hostname.replace(/^\[|\]$/g, ""),
    port: Number(port) || (protocol === "https:" ? 443 : 80),
    full: origin + pathname + (query && `?${query}`),
  };
}

/** Headers, query parameters and JSON fields whose value is never shown or kept; `-` and `_` are the same. */
export const secretNames: readonly string[] = [
  "authorization",
  "proxy-authorization",
  "x-api-key",
  "api-key",
  "apikey",
  "access-token",
  "cookie",
  "set-cookie",
];

/** What stands in the place of a secret header. */
export const masked = "[secret]";

export const isSecretName = (name: string, more: readonly string[] = []): boolean => {
  const plain = (text: string) => text.toLowerCase().replaceAll("_", "-");
  return [...secretNames, ...more].some((secret) => plain(secret) === plain(name));
};

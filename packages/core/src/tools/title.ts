/** A name as words: `createApiKey` and `create_api_key` → `Create API key`. */
export function titleOf(name: string): string {
  const text = name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replaceAll(/[_-]+/g, " ")
    .toLowerCase()
    .replaceAll(/\bapi\b/g, "API");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

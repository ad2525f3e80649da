/** A key as it is listed: never the key itself. */
export interface ApiKey {
  /** `key_…` */
  id: string;
  name: string;
  /** The project it acts in. */
  projectId: string;
  /** Whose key it is; `null` for nobody's. What a member's key may do is also bounded by their role. */
  memberId: string | null;
  /** Its first characters, to recognise it by. */
  prefix: string;
  /** What it may do, as `domain:verb`; `"*"` is everything. */
  scopes: string[];
  createdAt: string;
  /** When it stops working; `null` for never. */
  expiresAt: string | null;
  /** To the minute; `null` when it was never used. */
  lastUsedAt: string | null;
  /** The key that was made to take its place; `null` when none was. Until `expiresAt` both work. */
  replacedBy: string | null;
}

/** A key just made. */
export interface CreatedApiKey extends ApiKey {
  /** The key. It is shown this once and kept only as a hash. */
  key: string;
}

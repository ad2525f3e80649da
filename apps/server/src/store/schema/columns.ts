import { customType, text, timestamp } from "drizzle-orm/pg-core";

/** A moment, kept with its zone and read as a `Date`. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

export const createdAt = () => moment("created_at").notNull().defaultNow();

/** The two columns that say whose a row is. Every table that has them is reached through `tenant` only. */
export const owner = () => ({
  organizationId: text("organization_id").notNull(),
  projectId: text("project_id").notNull(),
});

/** Numbers of a vector as little-endian 32-bit floats. */
export const float32 = customType<{ data: Float32Array; driverData: Buffer }>({
  dataType: () => "bytea",
  toDriver: (values) => Buffer.from(values.buffer, values.byteOffset, values.byteLength),
  // Copied: a Buffer's own memory need not start at a multiple of four.
  fromDriver: (bytes) => new Float32Array(Uint8Array.from(bytes).buffer),
});

/** Bytes as they are. */
export const bytes = customType<{ data: Uint8Array; driverData: Buffer }>({
  dataType: () => "bytea",
  toDriver: (value) => Buffer.from(value.buffer, value.byteOffset, value.byteLength),
});

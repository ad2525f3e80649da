DROP INDEX "vectors_updated";--> statement-breakpoint
ALTER TABLE "vector_indexes" ALTER COLUMN "model" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "vector_indexes" ADD COLUMN "revision" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "vectors" ADD COLUMN "revision" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "vectors_revision" ON "vectors" USING btree ("index_id","revision","id");
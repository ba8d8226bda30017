CREATE TABLE "sync_resolution" (
	"service_id" uuid NOT NULL,
	"fingerprint" text NOT NULL,
	"decided_by" text,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "sync_resolution_service_id_fingerprint_pk" PRIMARY KEY("service_id","fingerprint")
);
--> statement-breakpoint
CREATE TABLE "user_rename" (
	"remote" text NOT NULL,
	"service_id" uuid NOT NULL,
	"key" text NOT NULL,
	"path" text NOT NULL,
	CONSTRAINT "user_rename_remote_service_id_key_pk" PRIMARY KEY("remote","service_id","key")
);
--> statement-breakpoint
ALTER TABLE "blob" ADD COLUMN "git_id" text;--> statement-breakpoint
ALTER TABLE "generation" ADD COLUMN "identifiers" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "sync_resolution" ADD CONSTRAINT "sync_resolution_service_id_service_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."service"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sync_resolution" ADD CONSTRAINT "sync_resolution_decided_by_user_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_rename" ADD CONSTRAINT "user_rename_service_id_service_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."service"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "blob_git_id" ON "blob" USING btree ("git_id");--> statement-breakpoint
UPDATE "blob" SET "git_id" = "known"."git_id" FROM (SELECT DISTINCT "entry" ->> 'hash' AS "hash", "entry" ->> 'gitId' AS "git_id" FROM "generation", jsonb_array_elements("generation"."entries") AS "entry") AS "known" WHERE "known"."hash" = "blob"."hash";

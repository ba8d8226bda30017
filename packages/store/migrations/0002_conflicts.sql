CREATE TABLE "conflict" (
	"id" uuid PRIMARY KEY NOT NULL,
	"remote" text NOT NULL,
	"branch" text NOT NULL,
	"key" text NOT NULL,
	"repository_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"build_id" uuid NOT NULL,
	"merge_request_id" uuid,
	"service_id" uuid,
	"path" text NOT NULL,
	"kind" text NOT NULL,
	"hunks" jsonb NOT NULL,
	"base_hash" text,
	"ours_hash" text,
	"theirs_hash" text,
	"result_hash" text,
	"result_git_id" text,
	"state" text NOT NULL,
	"discussion_id" text,
	"discussion_open" boolean DEFAULT false NOT NULL,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "merge_request" ADD COLUMN "drafted_by_us" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "conflict" ADD CONSTRAINT "conflict_repository_id_repository_id_fk" FOREIGN KEY ("repository_id") REFERENCES "public"."repository"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conflict" ADD CONSTRAINT "conflict_project_id_project_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."project"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conflict" ADD CONSTRAINT "conflict_build_id_build_id_fk" FOREIGN KEY ("build_id") REFERENCES "public"."build"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conflict" ADD CONSTRAINT "conflict_merge_request_id_merge_request_id_fk" FOREIGN KEY ("merge_request_id") REFERENCES "public"."merge_request"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conflict" ADD CONSTRAINT "conflict_service_id_service_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."service"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conflict" ADD CONSTRAINT "conflict_base_hash_blob_hash_fk" FOREIGN KEY ("base_hash") REFERENCES "public"."blob"("hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conflict" ADD CONSTRAINT "conflict_ours_hash_blob_hash_fk" FOREIGN KEY ("ours_hash") REFERENCES "public"."blob"("hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conflict" ADD CONSTRAINT "conflict_theirs_hash_blob_hash_fk" FOREIGN KEY ("theirs_hash") REFERENCES "public"."blob"("hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conflict" ADD CONSTRAINT "conflict_result_hash_blob_hash_fk" FOREIGN KEY ("result_hash") REFERENCES "public"."blob"("hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conflict" ADD CONSTRAINT "conflict_decided_by_user_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "conflict_open" ON "conflict" USING btree ("remote","branch","key") WHERE "conflict"."state" = 'open';--> statement-breakpoint
CREATE INDEX "conflict_project" ON "conflict" USING btree ("project_id","path","id");--> statement-breakpoint
CREATE INDEX "conflict_merge_request" ON "conflict" USING btree ("merge_request_id");
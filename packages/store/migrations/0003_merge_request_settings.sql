CREATE TABLE "departure" (
	"id" uuid PRIMARY KEY NOT NULL,
	"project_id" uuid NOT NULL,
	"service_id" uuid NOT NULL,
	"service_name" text NOT NULL,
	"remote" text NOT NULL,
	"repository_id" uuid NOT NULL,
	"target" jsonb NOT NULL,
	"state" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"requested_by" text,
	"requested_at" timestamp with time zone,
	"message" text,
	"merge_request_id" uuid
);
--> statement-breakpoint
CREATE TABLE "sync_branch" (
	"remote" text NOT NULL,
	"branch" text NOT NULL,
	"prefix" text NOT NULL,
	"base" text NOT NULL,
	"service_id" uuid,
	CONSTRAINT "sync_branch_remote_branch_pk" PRIMARY KEY("remote","branch"),
	CONSTRAINT "sync_branch_owner" UNIQUE NULLS NOT DISTINCT("remote","prefix","base","service_id")
);
--> statement-breakpoint
DROP INDEX "service_slug";--> statement-breakpoint
DROP INDEX "service_name";--> statement-breakpoint
ALTER TABLE "blob" ADD COLUMN "used_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "git_settings" ADD COLUMN "merge_request" jsonb DEFAULT '{"labels":[],"draft":false,"squash":null,"removeSourceBranch":null,"assigneeIds":[],"reviewerIds":[]}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "git_settings" ADD COLUMN "author_name" text DEFAULT 'Amplication' NOT NULL;--> statement-breakpoint
ALTER TABLE "git_settings" ADD COLUMN "author_email" text DEFAULT 'amplication@users.noreply.local' NOT NULL;--> statement-breakpoint
ALTER TABLE "service" ADD COLUMN "deleted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "departure" ADD CONSTRAINT "departure_project_id_project_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."project"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "departure" ADD CONSTRAINT "departure_service_id_service_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."service"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "departure" ADD CONSTRAINT "departure_repository_id_repository_id_fk" FOREIGN KEY ("repository_id") REFERENCES "public"."repository"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "departure" ADD CONSTRAINT "departure_requested_by_user_id_fk" FOREIGN KEY ("requested_by") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "departure" ADD CONSTRAINT "departure_merge_request_id_merge_request_id_fk" FOREIGN KEY ("merge_request_id") REFERENCES "public"."merge_request"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "departure_service" ON "departure" USING btree ("remote","service_id");--> statement-breakpoint
CREATE INDEX "departure_project" ON "departure" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "departure_merge_request" ON "departure" USING btree ("merge_request_id");--> statement-breakpoint
CREATE INDEX "build_generation" ON "build" USING btree ("generation_id");--> statement-breakpoint
CREATE INDEX "build_remote" ON "build" USING btree (("target" ->> 'baseUrl'),(("target" ->> 'externalId')::int),"service_id","commit_number" DESC NULLS FIRST) WHERE "build"."generation_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "service_slug" ON "service" USING btree ("project_id","slug") WHERE "service"."deleted_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "service_name" ON "service" USING btree ("project_id",lower("name")) WHERE "service"."deleted_at" is null;--> statement-breakpoint
INSERT INTO "sync_branch" ("remote", "branch", "prefix", "base", "service_id")
SELECT DISTINCT ON ("remote", "branch") "remote", "branch", "prefix", "base", "service_id" FROM (
	SELECT "mr"."remote", "mr"."source_branch" AS "branch", "settings" ->> 'syncBranch' AS "prefix",
		CASE WHEN "mr"."source_branch" = ("settings" ->> 'syncBranch') || CASE WHEN "settings" ->> 'strategy' = 'shared' THEN '' ELSE '-' || "service"."slug" END
			THEN '' ELSE coalesce("settings" ->> 'baseBranch', '') END AS "base",
		CASE WHEN "settings" ->> 'strategy' = 'shared' THEN NULL ELSE "service"."id" END AS "service_id", "build"."created_at"
	FROM "build"
	JOIN "merge_request" AS "mr" ON "mr"."id" = "build"."merge_request_id"
	JOIN "service" ON "service"."id" = "build"."service_id"
	CROSS JOIN LATERAL (SELECT "build"."target" -> 'settings' AS "settings") AS "pinned"
	WHERE "settings" ->> 'syncBranch' IS NOT NULL
) AS "synced"
ORDER BY "remote", "branch", "created_at"
ON CONFLICT DO NOTHING;

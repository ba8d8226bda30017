CREATE TABLE "git_instance" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"base_url" text NOT NULL,
	"name" text NOT NULL,
	"client_id" text,
	"client_secret" text,
	"certificate" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "webhook" (
	"id" uuid PRIMARY KEY NOT NULL,
	"remote" text NOT NULL,
	"repository_id" uuid NOT NULL,
	"external_id" integer,
	"token" text NOT NULL,
	"signing_key" text NOT NULL,
	"is_signed" boolean DEFAULT false NOT NULL,
	"state" text NOT NULL,
	"message" text,
	"last_delivery_at" timestamp with time zone,
	"checked_at" timestamp with time zone NOT NULL,
	CONSTRAINT "webhook_remote_unique" UNIQUE("remote")
);
--> statement-breakpoint
CREATE TABLE "webhook_delivery" (
	"webhook_id" uuid NOT NULL,
	"key" text NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	CONSTRAINT "webhook_delivery_webhook_id_key_pk" PRIMARY KEY("webhook_id","key")
);
--> statement-breakpoint
ALTER TABLE "git_settings" ALTER COLUMN "merge_request" SET DEFAULT '{"labels":[],"draft":false,"squash":null,"removeSourceBranch":null,"milestoneId":null,"assigneeIds":[],"reviewerIds":[]}'::jsonb;--> statement-breakpoint
ALTER TABLE "git_organization" ADD COLUMN "token_name" text;--> statement-breakpoint
ALTER TABLE "git_organization" ADD COLUMN "token_expires_on" text;--> statement-breakpoint
ALTER TABLE "git_organization" ADD COLUMN "certificate" text;--> statement-breakpoint
ALTER TABLE "git_organization" ADD COLUMN "checked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "merge_request" ADD COLUMN "merge_commit" text;--> statement-breakpoint
ALTER TABLE "merge_request" ADD COLUMN "squash_commit" text;--> statement-breakpoint
ALTER TABLE "merge_request" ADD COLUMN "mergeability" text DEFAULT 'checking' NOT NULL;--> statement-breakpoint
ALTER TABLE "merge_request" ADD COLUMN "mergeability_detail" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "merge_request" ADD COLUMN "pipeline_status" text;--> statement-breakpoint
ALTER TABLE "merge_request" ADD COLUMN "pipeline_url" text;--> statement-breakpoint
ALTER TABLE "merge_request" ADD COLUMN "approvals" jsonb;--> statement-breakpoint
ALTER TABLE "repository" ADD COLUMN "state" text DEFAULT 'ok' NOT NULL;--> statement-breakpoint
ALTER TABLE "repository" ADD COLUMN "moved_from" text;--> statement-breakpoint
ALTER TABLE "repository" ADD COLUMN "former_default_branch" text;--> statement-breakpoint
ALTER TABLE "repository" ADD COLUMN "moved_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "repository" ADD COLUMN "checked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "git_instance" ADD CONSTRAINT "git_instance_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook" ADD CONSTRAINT "webhook_repository_id_repository_id_fk" FOREIGN KEY ("repository_id") REFERENCES "public"."repository"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_webhook_id_webhook_id_fk" FOREIGN KEY ("webhook_id") REFERENCES "public"."webhook"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "git_instance_address" ON "git_instance" USING btree ("workspace_id","base_url");--> statement-breakpoint
CREATE INDEX "webhook_delivery_age" ON "webhook_delivery" USING btree ("received_at");
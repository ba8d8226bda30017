CREATE TABLE "account" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"user_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp with time zone,
	"refresh_token_expires_at" timestamp with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "api_token" (
	"id" text PRIMARY KEY NOT NULL,
	"config_id" text DEFAULT 'default' NOT NULL,
	"name" text,
	"start" text,
	"reference_id" text NOT NULL,
	"prefix" text,
	"key" text NOT NULL,
	"refill_interval" integer,
	"refill_amount" integer,
	"last_refill_at" timestamp with time zone,
	"enabled" boolean DEFAULT true,
	"rate_limit_enabled" boolean DEFAULT false,
	"rate_limit_time_window" integer,
	"rate_limit_max" integer,
	"request_count" integer DEFAULT 0,
	"remaining" integer,
	"last_request" timestamp with time zone,
	"expires_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"permissions" text,
	"metadata" text
);
--> statement-breakpoint
CREATE TABLE "member" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"user_id" text NOT NULL,
	"role" text DEFAULT 'member' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" text PRIMARY KEY NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"token" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"user_id" text NOT NULL,
	CONSTRAINT "session_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "user" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "user_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "verification" (
	"id" text PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "workspace" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"slug" text NOT NULL,
	"logo" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"metadata" text,
	CONSTRAINT "workspace_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "blob" (
	"hash" text PRIMARY KEY NOT NULL,
	"content" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "build" (
	"id" uuid PRIMARY KEY NOT NULL,
	"commit_id" uuid NOT NULL,
	"commit_number" integer NOT NULL,
	"project_id" uuid NOT NULL,
	"service_id" uuid NOT NULL,
	"service_name" text NOT NULL,
	"state" text NOT NULL,
	"model_hash" text NOT NULL,
	"target" jsonb,
	"generator_version" text NOT NULL,
	"generation_id" text,
	"message" text,
	"error_code" text,
	"git_commit_id" text,
	"merge_request_id" uuid,
	"changes" jsonb,
	"conflicts" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "build_log" (
	"build_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"step" text NOT NULL,
	"level" text NOT NULL,
	"message" text NOT NULL,
	CONSTRAINT "build_log_build_id_number_pk" PRIMARY KEY("build_id","number")
);
--> statement-breakpoint
CREATE TABLE "commit" (
	"id" uuid PRIMARY KEY NOT NULL,
	"project_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"message" text NOT NULL,
	"author_id" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "generation" (
	"id" text PRIMARY KEY NOT NULL,
	"service_id" uuid NOT NULL,
	"entries" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "service_migration" (
	"service_id" uuid NOT NULL,
	"commit_number" integer NOT NULL,
	"name" text NOT NULL,
	"sql" text NOT NULL,
	CONSTRAINT "service_migration_service_id_commit_number_pk" PRIMARY KEY("service_id","commit_number")
);
--> statement-breakpoint
CREATE TABLE "git_organization" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"base_url" text NOT NULL,
	"external_user_id" integer NOT NULL,
	"username" text NOT NULL,
	"name" text NOT NULL,
	"auth" text NOT NULL,
	"access_token" text NOT NULL,
	"refresh_token" text,
	"access_token_expires_at" timestamp with time zone,
	"health" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "git_settings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"project_id" uuid NOT NULL,
	"service_id" uuid,
	"repository_id" uuid NOT NULL,
	"base_branch" text,
	"sync_branch" text NOT NULL,
	"strategy" text NOT NULL,
	"commit_message" text NOT NULL,
	"allow_first_commit" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "merge_request" (
	"id" uuid PRIMARY KEY NOT NULL,
	"remote" text NOT NULL,
	"repository_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"title" text NOT NULL,
	"web_url" text NOT NULL,
	"state" text NOT NULL,
	"draft" boolean NOT NULL,
	"has_conflicts" boolean NOT NULL,
	"source_branch" text NOT NULL,
	"target_branch" text NOT NULL,
	"merged_at" timestamp with time zone,
	"merged_by" text,
	"refreshed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "oauth_attempt" (
	"state_hash" text PRIMARY KEY NOT NULL,
	"session_hash" text NOT NULL,
	"workspace_id" text NOT NULL,
	"user_id" text NOT NULL,
	"base_url" text NOT NULL,
	"code_verifier" text NOT NULL,
	"return_to" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pushed_generation" (
	"remote" text NOT NULL,
	"service_id" uuid NOT NULL,
	"generation_id" text NOT NULL,
	"order" bigint GENERATED ALWAYS AS IDENTITY (sequence name "pushed_generation_order_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "pushed_generation_remote_service_id_generation_id_pk" PRIMARY KEY("remote","service_id","generation_id")
);
--> statement-breakpoint
CREATE TABLE "repository" (
	"id" uuid PRIMARY KEY NOT NULL,
	"git_organization_id" uuid NOT NULL,
	"external_id" integer NOT NULL,
	"full_path" text NOT NULL,
	"web_url" text NOT NULL,
	"default_branch" text
);
--> statement-breakpoint
CREATE TABLE "repository_lease" (
	"remote" text PRIMARY KEY NOT NULL,
	"holder" text NOT NULL,
	"attempt" integer NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sync_intent" (
	"remote" text NOT NULL,
	"branch" text NOT NULL,
	"tip" text NOT NULL,
	"plan" jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "sync_intent_remote_branch_pk" PRIMARY KEY("remote","branch")
);
--> statement-breakpoint
CREATE TABLE "model_edit" (
	"service_id" uuid NOT NULL,
	"subject_key" text NOT NULL,
	"user_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "model_edit_service_id_subject_key_pk" PRIMARY KEY("service_id","subject_key")
);
--> statement-breakpoint
CREATE TABLE "model_snapshot" (
	"hash" text PRIMARY KEY NOT NULL,
	"model" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "project" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"name" text NOT NULL,
	"slug" text NOT NULL,
	"last_commit_number" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "service" (
	"id" uuid PRIMARY KEY NOT NULL,
	"project_id" uuid NOT NULL,
	"name" text NOT NULL,
	"slug" text NOT NULL,
	"model" jsonb NOT NULL,
	"committed_hash" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "account" ADD CONSTRAINT "account_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member" ADD CONSTRAINT "member_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member" ADD CONSTRAINT "member_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "build" ADD CONSTRAINT "build_commit_id_commit_id_fk" FOREIGN KEY ("commit_id") REFERENCES "public"."commit"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "build" ADD CONSTRAINT "build_service_id_service_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."service"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "build" ADD CONSTRAINT "build_model_hash_model_snapshot_hash_fk" FOREIGN KEY ("model_hash") REFERENCES "public"."model_snapshot"("hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "build" ADD CONSTRAINT "build_generation_id_generation_id_fk" FOREIGN KEY ("generation_id") REFERENCES "public"."generation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "build" ADD CONSTRAINT "build_merge_request_id_merge_request_id_fk" FOREIGN KEY ("merge_request_id") REFERENCES "public"."merge_request"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "build_log" ADD CONSTRAINT "build_log_build_id_build_id_fk" FOREIGN KEY ("build_id") REFERENCES "public"."build"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commit" ADD CONSTRAINT "commit_project_id_project_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."project"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commit" ADD CONSTRAINT "commit_author_id_user_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "generation" ADD CONSTRAINT "generation_service_id_service_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."service"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_migration" ADD CONSTRAINT "service_migration_service_id_service_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."service"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "git_organization" ADD CONSTRAINT "git_organization_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "git_settings" ADD CONSTRAINT "git_settings_project_id_project_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."project"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "git_settings" ADD CONSTRAINT "git_settings_service_id_service_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."service"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "git_settings" ADD CONSTRAINT "git_settings_repository_id_repository_id_fk" FOREIGN KEY ("repository_id") REFERENCES "public"."repository"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merge_request" ADD CONSTRAINT "merge_request_repository_id_repository_id_fk" FOREIGN KEY ("repository_id") REFERENCES "public"."repository"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "oauth_attempt" ADD CONSTRAINT "oauth_attempt_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "oauth_attempt" ADD CONSTRAINT "oauth_attempt_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "repository" ADD CONSTRAINT "repository_git_organization_id_git_organization_id_fk" FOREIGN KEY ("git_organization_id") REFERENCES "public"."git_organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "model_edit" ADD CONSTRAINT "model_edit_service_id_service_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."service"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "model_edit" ADD CONSTRAINT "model_edit_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project" ADD CONSTRAINT "project_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service" ADD CONSTRAINT "service_project_id_project_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."project"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service" ADD CONSTRAINT "service_committed_hash_model_snapshot_hash_fk" FOREIGN KEY ("committed_hash") REFERENCES "public"."model_snapshot"("hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "account_user" ON "account" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "api_token_key" ON "api_token" USING btree ("key");--> statement-breakpoint
CREATE INDEX "api_token_reference" ON "api_token" USING btree ("reference_id");--> statement-breakpoint
CREATE INDEX "member_user" ON "member" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "member_workspace" ON "member" USING btree ("workspace_id");--> statement-breakpoint
CREATE INDEX "session_user" ON "session" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "verification_identifier" ON "verification" USING btree ("identifier");--> statement-breakpoint
CREATE INDEX "build_commit" ON "build" USING btree ("commit_id");--> statement-breakpoint
CREATE INDEX "build_service" ON "build" USING btree ("service_id","commit_number");--> statement-breakpoint
CREATE INDEX "build_merge_request" ON "build" USING btree ("merge_request_id");--> statement-breakpoint
CREATE UNIQUE INDEX "commit_number" ON "commit" USING btree ("project_id","number");--> statement-breakpoint
CREATE INDEX "generation_service" ON "generation" USING btree ("service_id");--> statement-breakpoint
CREATE UNIQUE INDEX "git_organization_account" ON "git_organization" USING btree ("workspace_id","base_url","external_user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "git_settings_of_project" ON "git_settings" USING btree ("project_id") WHERE "git_settings"."service_id" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "git_settings_of_service" ON "git_settings" USING btree ("service_id") WHERE "git_settings"."service_id" is not null;--> statement-breakpoint
CREATE INDEX "git_settings_repository" ON "git_settings" USING btree ("repository_id");--> statement-breakpoint
CREATE UNIQUE INDEX "merge_request_number" ON "merge_request" USING btree ("remote","number");--> statement-breakpoint
CREATE UNIQUE INDEX "repository_remote" ON "repository" USING btree ("git_organization_id","external_id");--> statement-breakpoint
CREATE INDEX "model_edit_user" ON "model_edit" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "project_slug" ON "project" USING btree ("workspace_id","slug");--> statement-breakpoint
CREATE UNIQUE INDEX "service_slug" ON "service" USING btree ("project_id","slug");--> statement-breakpoint
CREATE UNIQUE INDEX "service_name" ON "service" USING btree ("project_id",lower("name"));
CREATE TABLE "case_pupils" (
	"id" text PRIMARY KEY NOT NULL,
	"study_id" text NOT NULL,
	"code" text NOT NULL,
	"pseudonym" text NOT NULL,
	"learner_group" text NOT NULL,
	"dropped_at" bigint,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "communities" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"locale" text NOT NULL,
	"time_zone" text NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "document_clients" (
	"document_id" text NOT NULL,
	"client_id" bigint NOT NULL,
	"person_id" text NOT NULL,
	"bound_at" bigint NOT NULL,
	CONSTRAINT "document_clients_document_id_client_id_pk" PRIMARY KEY("document_id","client_id")
);
--> statement-breakpoint
CREATE TABLE "document_history" (
	"document_id" text NOT NULL,
	"seq" bigint NOT NULL,
	"person_id" text NOT NULL,
	"update_bytes" "bytea" NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "document_history_document_id_seq_pk" PRIMARY KEY("document_id","seq")
);
--> statement-breakpoint
CREATE TABLE "document_quarantine" (
	"document_id" text NOT NULL,
	"seq" bigint NOT NULL,
	"person_id" text NOT NULL,
	"update_bytes" "bytea" NOT NULL,
	"reason" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "document_quarantine_document_id_seq_pk" PRIMARY KEY("document_id","seq")
);
--> statement-breakpoint
CREATE TABLE "document_snapshots" (
	"document_id" text NOT NULL,
	"seq" bigint NOT NULL,
	"update_bytes" "bytea" NOT NULL,
	"state_vector" "bytea" NOT NULL,
	"delete_set" "bytea" NOT NULL,
	"update_hash" text NOT NULL,
	"content_hash" text NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "document_snapshots_document_id_seq_pk" PRIMARY KEY("document_id","seq")
);
--> statement-breakpoint
CREATE TABLE "document_updates" (
	"document_id" text NOT NULL,
	"seq" bigint NOT NULL,
	"person_id" text NOT NULL,
	"connection_id" text NOT NULL,
	"frame_no" bigint NOT NULL,
	"update_bytes" "bytea" NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "document_updates_document_id_seq_pk" PRIMARY KEY("document_id","seq")
);
--> statement-breakpoint
CREATE TABLE "documents" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"epoch" text NOT NULL,
	"incarnation" text NOT NULL,
	"owner_id" text,
	"frozen_at" bigint,
	"frozen_reason" text,
	"head_seq" bigint NOT NULL,
	"acl_version" bigint NOT NULL,
	"created_at" bigint NOT NULL,
	"changed_at" bigint NOT NULL,
	"changed_by" text
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"secret_hash" text NOT NULL,
	"person_id" text,
	"study_id" text,
	"study_role" text,
	"sheet" text,
	"created_by" text,
	"created_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"uses_max" bigint NOT NULL,
	"uses" bigint NOT NULL,
	"revoked_at" bigint
);
--> statement-breakpoint
CREATE TABLE "lesson_observers" (
	"lesson_id" text NOT NULL,
	"person_id" text NOT NULL,
	"pupil_ids" text NOT NULL,
	CONSTRAINT "lesson_observers_lesson_id_person_id_pk" PRIMARY KEY("lesson_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"name_key" text NOT NULL,
	"mail" text,
	"mail_key" text,
	"password_hash" text,
	"is_admin" boolean NOT NULL,
	"is_lead" boolean NOT NULL,
	"colour" bigint NOT NULL,
	"state" text NOT NULL,
	"is_example" boolean NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "research_lessons" (
	"id" text PRIMARY KEY NOT NULL,
	"study_id" text NOT NULL,
	"number" bigint NOT NULL,
	"plan_id" text NOT NULL,
	"date" text,
	"starts_at" text,
	"minutes" bigint NOT NULL,
	"teacher_id" text,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"created_at" bigint NOT NULL,
	"last_used_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "studies" (
	"id" text PRIMARY KEY NOT NULL,
	"community_id" text NOT NULL,
	"title" text NOT NULL,
	"question" text NOT NULL,
	"theme_id" text,
	"focus" text NOT NULL,
	"year_group" text NOT NULL,
	"class_code" text NOT NULL,
	"pupil_count" bigint,
	"setting" text NOT NULL,
	"expert" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" bigint NOT NULL,
	"changed_at" bigint NOT NULL,
	"is_example" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "study_people" (
	"study_id" text NOT NULL,
	"person_id" text NOT NULL,
	"role" text NOT NULL,
	"place" bigint NOT NULL,
	"since" bigint NOT NULL,
	CONSTRAINT "study_people_study_id_person_id_pk" PRIMARY KEY("study_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "themes" (
	"id" text PRIMARY KEY NOT NULL,
	"community_id" text NOT NULL,
	"title" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" bigint NOT NULL,
	"closed_at" bigint,
	"is_example" boolean NOT NULL
);
--> statement-breakpoint
CREATE INDEX "case_pupils_study" ON "case_pupils" USING btree ("study_id");--> statement-breakpoint
CREATE UNIQUE INDEX "document_updates_frame" ON "document_updates" USING btree ("document_id","connection_id","frame_no");--> statement-breakpoint
CREATE UNIQUE INDEX "invitations_secret" ON "invitations" USING btree ("secret_hash");--> statement-breakpoint
CREATE INDEX "invitations_creator" ON "invitations" USING btree ("created_by");--> statement-breakpoint
CREATE UNIQUE INDEX "people_name_key" ON "people" USING btree ("name_key");--> statement-breakpoint
CREATE UNIQUE INDEX "people_mail_key" ON "people" USING btree ("mail_key");--> statement-breakpoint
CREATE UNIQUE INDEX "research_lessons_number" ON "research_lessons" USING btree ("study_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "research_lessons_plan" ON "research_lessons" USING btree ("plan_id");--> statement-breakpoint
CREATE INDEX "sessions_person" ON "sessions" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "studies_community" ON "studies" USING btree ("community_id");--> statement-breakpoint
CREATE INDEX "study_people_person" ON "study_people" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "themes_community" ON "themes" USING btree ("community_id");
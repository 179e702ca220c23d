CREATE TABLE "actions" (
	"id" text PRIMARY KEY NOT NULL,
	"community_id" text NOT NULL,
	"kind" text NOT NULL,
	"text" text NOT NULL,
	"owner_id" text NOT NULL,
	"due_on" text,
	"study_id" text,
	"lesson_id" text,
	"decision_id" text,
	"created_by" text NOT NULL,
	"created_at" bigint NOT NULL,
	"done_at" bigint,
	"done_by" text,
	"changed_for_pupils" text NOT NULL,
	"version" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "claims" (
	"id" text PRIMARY KEY NOT NULL,
	"study_id" text NOT NULL,
	"lesson_id" text NOT NULL,
	"pupil_id" text,
	"row_id" text,
	"text" text NOT NULL,
	"notes" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" bigint NOT NULL,
	"changed_by" text NOT NULL,
	"changed_at" bigint NOT NULL,
	"version" bigint NOT NULL,
	"dropped_at" bigint
);
--> statement-breakpoint
CREATE TABLE "decisions" (
	"id" text PRIMARY KEY NOT NULL,
	"study_id" text NOT NULL,
	"lesson_id" text NOT NULL,
	"claim_id" text,
	"row_id" text,
	"text" text NOT NULL,
	"owner_id" text,
	"state" text NOT NULL,
	"plan_lesson_id" text,
	"state_by" text NOT NULL,
	"state_at" bigint NOT NULL,
	"created_by" text NOT NULL,
	"created_at" bigint NOT NULL,
	"changed_by" text NOT NULL,
	"changed_at" bigint NOT NULL,
	"version" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "emergency_access" (
	"id" text PRIMARY KEY NOT NULL,
	"study_id" text NOT NULL,
	"person_id" text NOT NULL,
	"reason" text NOT NULL,
	"at" bigint NOT NULL,
	"until" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "lesson_cover" (
	"lesson_id" text NOT NULL,
	"person_id" text NOT NULL,
	"class_code" text NOT NULL,
	"covered_by" text NOT NULL,
	CONSTRAINT "lesson_cover_lesson_id_person_id_pk" PRIMARY KEY("lesson_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "lesson_documents" (
	"document_id" text PRIMARY KEY NOT NULL,
	"lesson_id" text NOT NULL,
	"kind" text NOT NULL,
	"person_id" text NOT NULL,
	"removed_at" bigint
);
--> statement-breakpoint
CREATE TABLE "lesson_milestones" (
	"lesson_id" text NOT NULL,
	"kind" text NOT NULL,
	"date" text NOT NULL,
	"starts_at" text,
	"moved_by" text NOT NULL,
	"moved_at" bigint NOT NULL,
	CONSTRAINT "lesson_milestones_lesson_id_kind_pk" PRIMARY KEY("lesson_id","kind")
);
--> statement-breakpoint
CREATE TABLE "retention_holds" (
	"lesson_id" text NOT NULL,
	"kind" text NOT NULL,
	"until" text NOT NULL,
	"reason" text NOT NULL,
	"person_id" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "retention_holds_lesson_id_kind_pk" PRIMARY KEY("lesson_id","kind")
);
--> statement-breakpoint
CREATE TABLE "retention_rules" (
	"community_id" text NOT NULL,
	"kind" text NOT NULL,
	"months" bigint NOT NULL,
	CONSTRAINT "retention_rules_community_id_kind_pk" PRIMARY KEY("community_id","kind")
);
--> statement-breakpoint
CREATE TABLE "runs" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"steps" text NOT NULL,
	"state" text NOT NULL,
	"step_key" text,
	"step_started_at" bigint,
	"step_length_ms" bigint NOT NULL,
	"paused_after_ms" bigint,
	"done_keys" text NOT NULL,
	"roles" text NOT NULL,
	"speaker_id" text,
	"waiting" text NOT NULL,
	"opened_at" bigint,
	"opened_by" text,
	"closed_at" bigint,
	"closed_by" text,
	"version" bigint NOT NULL,
	"changed_by" text NOT NULL,
	"changed_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "stage_marks" (
	"id" text PRIMARY KEY NOT NULL,
	"lesson_id" text NOT NULL,
	"row_id" text NOT NULL,
	"at" bigint NOT NULL,
	"person_id" text NOT NULL,
	"received_at" bigint NOT NULL,
	"removed_at" bigint
);
--> statement-breakpoint
CREATE TABLE "study_acts" (
	"id" text PRIMARY KEY NOT NULL,
	"study_id" text NOT NULL,
	"lesson_id" text,
	"kind" text NOT NULL,
	"person_id" text NOT NULL,
	"at" bigint NOT NULL,
	"note" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "study_agreement_signs" (
	"agreement_id" text NOT NULL,
	"person_id" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "study_agreement_signs_agreement_id_person_id_pk" PRIMARY KEY("agreement_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "study_agreements" (
	"id" text PRIMARY KEY NOT NULL,
	"study_id" text NOT NULL,
	"version" bigint NOT NULL,
	"norms" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "communities" ADD COLUMN "safeguarding_contact" text;--> statement-breakpoint
ALTER TABLE "research_lessons" ADD COLUMN "begun_at" bigint;--> statement-breakpoint
ALTER TABLE "research_lessons" ADD COLUMN "begun_by" text;--> statement-breakpoint
ALTER TABLE "research_lessons" ADD COLUMN "ended_at" bigint;--> statement-breakpoint
ALTER TABLE "research_lessons" ADD COLUMN "ended_by" text;--> statement-breakpoint
ALTER TABLE "research_lessons" ADD COLUMN "notes_shared" text;--> statement-breakpoint
CREATE INDEX "actions_owner" ON "actions" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "actions_study" ON "actions" USING btree ("study_id");--> statement-breakpoint
CREATE INDEX "claims_study" ON "claims" USING btree ("study_id");--> statement-breakpoint
CREATE INDEX "decisions_study" ON "decisions" USING btree ("study_id");--> statement-breakpoint
CREATE INDEX "emergency_access_study" ON "emergency_access" USING btree ("study_id");--> statement-breakpoint
CREATE UNIQUE INDEX "lesson_documents_one" ON "lesson_documents" USING btree ("lesson_id","kind","person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "runs_subject" ON "runs" USING btree ("kind","subject_id");--> statement-breakpoint
CREATE INDEX "stage_marks_lesson" ON "stage_marks" USING btree ("lesson_id");--> statement-breakpoint
CREATE INDEX "study_acts_study" ON "study_acts" USING btree ("study_id");--> statement-breakpoint
CREATE UNIQUE INDEX "study_agreements_version" ON "study_agreements" USING btree ("study_id","version");
CREATE TABLE "chat_messages" (
	"id" text PRIMARY KEY NOT NULL,
	"teachmeet_id" text NOT NULL,
	"cursor" bigint NOT NULL,
	"by_id" text NOT NULL,
	"text" text NOT NULL,
	"at" bigint NOT NULL,
	"hidden_at" bigint,
	"hidden_by" text
);
--> statement-breakpoint
CREATE TABLE "comers" (
	"teachmeet_id" text NOT NULL,
	"person_id" text NOT NULL,
	"shown_name" text NOT NULL,
	"school" text,
	"is_listed" boolean NOT NULL,
	"is_guest" boolean NOT NULL,
	"silenced_at" bigint,
	"created_at" bigint NOT NULL,
	CONSTRAINT "comers_teachmeet_id_person_id_pk" PRIMARY KEY("teachmeet_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "draws" (
	"id" text PRIMARY KEY NOT NULL,
	"teachmeet_id" text NOT NULL,
	"number" bigint NOT NULL,
	"seed" bigint NOT NULL,
	"why" text NOT NULL,
	"input" text NOT NULL,
	"talk_order" text NOT NULL,
	"by_id" text NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "guests" (
	"id" text PRIMARY KEY NOT NULL,
	"pass_id" text NOT NULL,
	"name" text NOT NULL,
	"school" text,
	"colour" bigint NOT NULL,
	"state" text NOT NULL,
	"token_hash" text,
	"return_hash" text,
	"came_at" bigint NOT NULL,
	"last_seen_at" bigint NOT NULL,
	"wiped_at" bigint
);
--> statement-breakpoint
CREATE TABLE "join_codes" (
	"code" text PRIMARY KEY NOT NULL,
	"pass_id" text NOT NULL,
	"key" text NOT NULL,
	"created_at" bigint NOT NULL,
	"ends_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "meet_questions" (
	"id" text PRIMARY KEY NOT NULL,
	"teachmeet_id" text NOT NULL,
	"talk_id" text,
	"by_id" text NOT NULL,
	"text" text NOT NULL,
	"at" bigint NOT NULL,
	"answered_at" bigint,
	"hidden_at" bigint
);
--> statement-breakpoint
CREATE TABLE "meet_thanks" (
	"teachmeet_id" text NOT NULL,
	"person_id" text NOT NULL,
	"text" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "meet_thanks_teachmeet_id_person_id_pk" PRIMARY KEY("teachmeet_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "moderation_acts" (
	"id" text PRIMARY KEY NOT NULL,
	"teachmeet_id" text NOT NULL,
	"at" bigint NOT NULL,
	"act" text NOT NULL,
	"by_id" text NOT NULL,
	"about_id" text,
	"words" text NOT NULL,
	"reason" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pass_acts" (
	"id" text PRIMARY KEY NOT NULL,
	"pass_id" text NOT NULL,
	"at" bigint NOT NULL,
	"act" text NOT NULL,
	"guest_id" text,
	"by_id" text
);
--> statement-breakpoint
CREATE TABLE "passes" (
	"id" text PRIMARY KEY NOT NULL,
	"scope_kind" text NOT NULL,
	"scope_id" text NOT NULL,
	"role" text NOT NULL,
	"label" text NOT NULL,
	"secret_hash" text NOT NULL,
	"pin_hash" text,
	"wrong_pins" bigint NOT NULL,
	"has_lobby" boolean NOT NULL,
	"is_join_code" boolean NOT NULL,
	"created_by" text NOT NULL,
	"created_at" bigint NOT NULL,
	"ends_at" bigint NOT NULL,
	"uses_max" bigint NOT NULL,
	"uses" bigint NOT NULL,
	"last_used_at" bigint,
	"revoked_at" bigint,
	"is_example" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "question_votes" (
	"question_id" text NOT NULL,
	"person_id" text NOT NULL,
	CONSTRAINT "question_votes_question_id_person_id_pk" PRIMARY KEY("question_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "schools" (
	"id" text PRIMARY KEY NOT NULL,
	"community_id" text NOT NULL,
	"name" text NOT NULL,
	"created_at" bigint NOT NULL,
	"removed_at" bigint,
	"is_example" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "suggestions" (
	"id" text PRIMARY KEY NOT NULL,
	"lesson_id" text NOT NULL,
	"row_id" text,
	"field" text NOT NULL,
	"text" text NOT NULL,
	"by_id" text NOT NULL,
	"state" text NOT NULL,
	"settled_by" text,
	"settled_at" bigint,
	"created_at" bigint NOT NULL,
	"removed_at" bigint,
	"version" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "table_seats" (
	"teachmeet_id" text NOT NULL,
	"person_id" text NOT NULL,
	"table_id" text NOT NULL,
	"since" bigint NOT NULL,
	CONSTRAINT "table_seats_teachmeet_id_person_id_pk" PRIMARY KEY("teachmeet_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "take_aways" (
	"id" text PRIMARY KEY NOT NULL,
	"teachmeet_id" text NOT NULL,
	"talk_id" text,
	"by_id" text NOT NULL,
	"text" text NOT NULL,
	"class_code" text NOT NULL,
	"due_on" text NOT NULL,
	"commitment_id" text,
	"tried" text,
	"happened" text NOT NULL,
	"at" bigint NOT NULL,
	"removed_at" bigint,
	"version" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "talk_tables" (
	"id" text PRIMARY KEY NOT NULL,
	"teachmeet_id" text NOT NULL,
	"number" bigint NOT NULL,
	"theme" text NOT NULL,
	"notes_id" text NOT NULL,
	"created_at" bigint NOT NULL,
	"removed_at" bigint
);
--> statement-breakpoint
CREATE TABLE "talks" (
	"id" text PRIMARY KEY NOT NULL,
	"teachmeet_id" text NOT NULL,
	"number" bigint NOT NULL,
	"speaker_id" text,
	"speaker_name" text NOT NULL,
	"speaker_school" text,
	"title" text NOT NULL,
	"kind" text NOT NULL,
	"minutes" bigint NOT NULL,
	"lines" text NOT NULL,
	"link" text NOT NULL,
	"licence" text NOT NULL,
	"may_record" boolean NOT NULL,
	"may_stream" boolean NOT NULL,
	"may_publish" boolean NOT NULL,
	"needs" text NOT NULL,
	"presence" text NOT NULL,
	"heard_at" bigint,
	"notes_id" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" bigint NOT NULL,
	"version" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "teachmeet_hosts" (
	"teachmeet_id" text NOT NULL,
	"person_id" text NOT NULL,
	"since" bigint NOT NULL,
	CONSTRAINT "teachmeet_hosts_teachmeet_id_person_id_pk" PRIMARY KEY("teachmeet_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "teachmeet_series" (
	"id" text PRIMARY KEY NOT NULL,
	"community_id" text NOT NULL,
	"title" text NOT NULL,
	"next_host_id" text,
	"created_by" text NOT NULL,
	"created_at" bigint NOT NULL,
	"is_example" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "teachmeets" (
	"id" text PRIMARY KEY NOT NULL,
	"community_id" text NOT NULL,
	"series_id" text,
	"title" text NOT NULL,
	"about" text NOT NULL,
	"starts_at" bigint NOT NULL,
	"minutes" bigint NOT NULL,
	"time_zone" text NOT NULL,
	"place" text NOT NULL,
	"video_link" text NOT NULL,
	"sheet" text NOT NULL,
	"gap_minutes" bigint NOT NULL,
	"questions_named" boolean NOT NULL,
	"chat_days" bigint NOT NULL,
	"is_chat_locked" boolean NOT NULL,
	"has_lobby" boolean NOT NULL,
	"sign_up_until" bigint,
	"state" text NOT NULL,
	"hosting_id" text NOT NULL,
	"crew" text NOT NULL,
	"notes_id" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" bigint NOT NULL,
	"started_at" bigint,
	"ended_at" bigint,
	"tidied_at" bigint,
	"chat_wiped_at" bigint,
	"guests_wiped_at" bigint,
	"removed_at" bigint,
	"version" bigint NOT NULL,
	"is_example" boolean NOT NULL
);
--> statement-breakpoint
ALTER TABLE "commitments" ADD COLUMN "teachmeet_id" text;--> statement-breakpoint
ALTER TABLE "invitations" ADD COLUMN "school_id" text;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "school_id" text;--> statement-breakpoint
ALTER TABLE "studies" ADD COLUMN "school_id" text;--> statement-breakpoint
CREATE INDEX "chat_messages_cursor" ON "chat_messages" USING btree ("teachmeet_id","cursor");--> statement-breakpoint
CREATE UNIQUE INDEX "draws_number" ON "draws" USING btree ("teachmeet_id","number");--> statement-breakpoint
CREATE INDEX "guests_pass" ON "guests" USING btree ("pass_id");--> statement-breakpoint
CREATE UNIQUE INDEX "guests_token" ON "guests" USING btree ("token_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "guests_return" ON "guests" USING btree ("return_hash");--> statement-breakpoint
CREATE INDEX "join_codes_pass" ON "join_codes" USING btree ("pass_id");--> statement-breakpoint
CREATE INDEX "meet_questions_teachmeet" ON "meet_questions" USING btree ("teachmeet_id");--> statement-breakpoint
CREATE INDEX "moderation_acts_teachmeet" ON "moderation_acts" USING btree ("teachmeet_id");--> statement-breakpoint
CREATE INDEX "pass_acts_pass" ON "pass_acts" USING btree ("pass_id");--> statement-breakpoint
CREATE UNIQUE INDEX "passes_secret" ON "passes" USING btree ("secret_hash");--> statement-breakpoint
CREATE INDEX "passes_scope" ON "passes" USING btree ("scope_kind","scope_id");--> statement-breakpoint
CREATE INDEX "suggestions_lesson" ON "suggestions" USING btree ("lesson_id");--> statement-breakpoint
CREATE INDEX "take_aways_teachmeet" ON "take_aways" USING btree ("teachmeet_id");--> statement-breakpoint
CREATE INDEX "talk_tables_teachmeet" ON "talk_tables" USING btree ("teachmeet_id");--> statement-breakpoint
CREATE INDEX "talk_tables_notes" ON "talk_tables" USING btree ("notes_id");--> statement-breakpoint
CREATE UNIQUE INDEX "talks_number" ON "talks" USING btree ("teachmeet_id","number");--> statement-breakpoint
CREATE INDEX "talks_notes" ON "talks" USING btree ("notes_id");--> statement-breakpoint
CREATE INDEX "teachmeets_community" ON "teachmeets" USING btree ("community_id");
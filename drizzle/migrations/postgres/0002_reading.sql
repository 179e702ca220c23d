CREATE TABLE "chapter_versions" (
	"chapter_id" text NOT NULL,
	"version" bigint NOT NULL,
	"source" text NOT NULL,
	"text" text NOT NULL,
	"added_by" text NOT NULL,
	"added_at" bigint NOT NULL,
	CONSTRAINT "chapter_versions_chapter_id_version_pk" PRIMARY KEY("chapter_id","version")
);
--> statement-breakpoint
CREATE TABLE "chapters" (
	"id" text PRIMARY KEY NOT NULL,
	"text_id" text NOT NULL,
	"place" bigint NOT NULL,
	"title" text NOT NULL,
	"from_page" text NOT NULL,
	"to_page" text NOT NULL,
	"by_day" text,
	"version" bigint NOT NULL,
	"words" bigint NOT NULL,
	"added_at" bigint NOT NULL,
	"removed_at" bigint
);
--> statement-breakpoint
CREATE TABLE "club_documents" (
	"document_id" text PRIMARY KEY NOT NULL,
	"club_id" text NOT NULL,
	"subject_id" text NOT NULL,
	"kind" text NOT NULL,
	"audience" text NOT NULL,
	"person_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "club_people" (
	"club_id" text NOT NULL,
	"person_id" text NOT NULL,
	"place" bigint NOT NULL,
	"since" bigint NOT NULL,
	"shares_place" boolean NOT NULL,
	CONSTRAINT "club_people_club_id_person_id_pk" PRIMARY KEY("club_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "clubs" (
	"id" text PRIMARY KEY NOT NULL,
	"community_id" text NOT NULL,
	"name" text NOT NULL,
	"place" text NOT NULL,
	"is_open" boolean NOT NULL,
	"chair_id" text NOT NULL,
	"weekly_topic" text NOT NULL,
	"weekly_topic_by" text,
	"created_by" text NOT NULL,
	"created_at" bigint NOT NULL,
	"changed_at" bigint NOT NULL,
	"ended_at" bigint,
	"is_example" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "commitments" (
	"id" text PRIMARY KEY NOT NULL,
	"community_id" text NOT NULL,
	"owner_id" text NOT NULL,
	"idea" text NOT NULL,
	"class_code" text NOT NULL,
	"due_on" text,
	"club_id" text,
	"meeting_id" text,
	"idea_id" text,
	"from_report_id" text,
	"asked_by_id" text,
	"more" text NOT NULL,
	"sharing" text NOT NULL,
	"dropped_at" bigint,
	"created_at" bigint NOT NULL,
	"version" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "idea_dots" (
	"round_id" text NOT NULL,
	"idea_id" text NOT NULL,
	"person_id" text NOT NULL,
	CONSTRAINT "idea_dots_round_id_idea_id_person_id_pk" PRIMARY KEY("round_id","idea_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "ideas" (
	"id" text PRIMARY KEY NOT NULL,
	"club_id" text NOT NULL,
	"round_id" text NOT NULL,
	"title" text NOT NULL,
	"why" text NOT NULL,
	"chapter_id" text,
	"note_id" text,
	"note_by" text,
	"note_document_id" text,
	"quote" text NOT NULL,
	"place" text NOT NULL,
	"tags" text NOT NULL,
	"added_by" text NOT NULL,
	"created_at" bigint NOT NULL,
	"parked_at" bigint,
	"dots" bigint,
	"is_chosen" boolean NOT NULL,
	"changed_by" text NOT NULL,
	"version" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "meeting_groups" (
	"id" text PRIMARY KEY NOT NULL,
	"meeting_id" text NOT NULL,
	"step_key" text NOT NULL,
	"number" bigint NOT NULL,
	"people" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "meetings" (
	"id" text PRIMARY KEY NOT NULL,
	"club_id" text NOT NULL,
	"form" text NOT NULL,
	"date" text,
	"starts_at" text,
	"place" text NOT NULL,
	"chapter_id" text,
	"passage" text,
	"protocol" text NOT NULL,
	"chair_id" text,
	"here" text NOT NULL,
	"marks_shown_at" bigint,
	"created_by" text NOT NULL,
	"created_at" bigint NOT NULL,
	"removed_at" bigint
);
--> statement-breakpoint
CREATE TABLE "noticed" (
	"id" text PRIMARY KEY NOT NULL,
	"owner_id" text NOT NULL,
	"kind" text NOT NULL,
	"text" text NOT NULL,
	"at" bigint NOT NULL,
	"commitment_id" text,
	"created_at" bigint NOT NULL,
	"version" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "peer_visits" (
	"id" text PRIMARY KEY NOT NULL,
	"visited_id" text NOT NULL,
	"visitor_id" text NOT NULL,
	"commitment_id" text,
	"day" text,
	"question" text NOT NULL,
	"saw" text NOT NULL,
	"take" text NOT NULL,
	"given_at" bigint,
	"sharing" text NOT NULL,
	"created_at" bigint NOT NULL,
	"version" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "protocols" (
	"id" text PRIMARY KEY NOT NULL,
	"community_id" text NOT NULL,
	"title" text NOT NULL,
	"about" text NOT NULL,
	"rounds" text NOT NULL,
	"group_max" bigint NOT NULL,
	"steps" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" bigint NOT NULL,
	"changed_by" text NOT NULL,
	"version" bigint NOT NULL,
	"removed_at" bigint
);
--> statement-breakpoint
CREATE TABLE "reading_places" (
	"chapter_id" text NOT NULL,
	"person_id" text NOT NULL,
	"block" bigint NOT NULL,
	"sentence" bigint NOT NULL,
	"at" bigint NOT NULL,
	"last_visit_at" bigint,
	CONSTRAINT "reading_places_chapter_id_person_id_pk" PRIMARY KEY("chapter_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "statement_marks" (
	"meeting_id" text NOT NULL,
	"person_id" text NOT NULL,
	"statement" bigint NOT NULL,
	"mark" text NOT NULL,
	CONSTRAINT "statement_marks_meeting_id_person_id_statement_pk" PRIMARY KEY("meeting_id","person_id","statement")
);
--> statement-breakpoint
CREATE TABLE "texts" (
	"id" text PRIMARY KEY NOT NULL,
	"club_id" text NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"author" text NOT NULL,
	"rights" text NOT NULL,
	"rights_note" text NOT NULL,
	"added_by" text NOT NULL,
	"added_at" bigint NOT NULL,
	"removed_at" bigint
);
--> statement-breakpoint
CREATE TABLE "try_reports" (
	"id" text PRIMARY KEY NOT NULL,
	"commitment_id" text NOT NULL,
	"happened" text NOT NULL,
	"changed" text NOT NULL,
	"verdict" text,
	"next" text NOT NULL,
	"more" text NOT NULL,
	"sharing" text NOT NULL,
	"created_at" bigint NOT NULL,
	"changed_at" bigint NOT NULL,
	"version" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "vote_rounds" (
	"id" text PRIMARY KEY NOT NULL,
	"club_id" text NOT NULL,
	"opened_at" bigint NOT NULL,
	"closed_at" bigint,
	"closed_by" text
);
--> statement-breakpoint
CREATE TABLE "weekly_ideas" (
	"id" text PRIMARY KEY NOT NULL,
	"community_id" text NOT NULL,
	"club_id" text,
	"report_id" text,
	"by_id" text NOT NULL,
	"title" text NOT NULL,
	"text" text NOT NULL,
	"tag" text NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "invitations" ADD COLUMN "club_id" text;--> statement-breakpoint
CREATE INDEX "chapters_text" ON "chapters" USING btree ("text_id");--> statement-breakpoint
CREATE UNIQUE INDEX "club_documents_one" ON "club_documents" USING btree ("subject_id","kind","audience","person_id");--> statement-breakpoint
CREATE INDEX "club_documents_club" ON "club_documents" USING btree ("club_id");--> statement-breakpoint
CREATE INDEX "club_people_person" ON "club_people" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "commitments_owner" ON "commitments" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "commitments_club" ON "commitments" USING btree ("club_id");--> statement-breakpoint
CREATE INDEX "commitments_from" ON "commitments" USING btree ("from_report_id");--> statement-breakpoint
CREATE INDEX "ideas_club" ON "ideas" USING btree ("club_id");--> statement-breakpoint
CREATE UNIQUE INDEX "meeting_groups_one" ON "meeting_groups" USING btree ("meeting_id","step_key","number");--> statement-breakpoint
CREATE INDEX "meetings_club" ON "meetings" USING btree ("club_id");--> statement-breakpoint
CREATE INDEX "noticed_owner" ON "noticed" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "peer_visits_visited" ON "peer_visits" USING btree ("visited_id");--> statement-breakpoint
CREATE INDEX "peer_visits_visitor" ON "peer_visits" USING btree ("visitor_id");--> statement-breakpoint
CREATE INDEX "texts_club" ON "texts" USING btree ("club_id");--> statement-breakpoint
CREATE UNIQUE INDEX "try_reports_commitment" ON "try_reports" USING btree ("commitment_id");--> statement-breakpoint
CREATE INDEX "vote_rounds_club" ON "vote_rounds" USING btree ("club_id");
CREATE TABLE `chapter_versions` (
	`chapter_id` text NOT NULL,
	`version` integer NOT NULL,
	`source` text NOT NULL,
	`text` text NOT NULL,
	`added_by` text NOT NULL,
	`added_at` integer NOT NULL,
	PRIMARY KEY(`chapter_id`, `version`)
);
--> statement-breakpoint
CREATE TABLE `chapters` (
	`id` text PRIMARY KEY NOT NULL,
	`text_id` text NOT NULL,
	`place` integer NOT NULL,
	`title` text NOT NULL,
	`from_page` text NOT NULL,
	`to_page` text NOT NULL,
	`by_day` text,
	`version` integer NOT NULL,
	`words` integer NOT NULL,
	`added_at` integer NOT NULL,
	`removed_at` integer
);
--> statement-breakpoint
CREATE INDEX `chapters_text` ON `chapters` (`text_id`);--> statement-breakpoint
CREATE TABLE `club_documents` (
	`document_id` text PRIMARY KEY NOT NULL,
	`club_id` text NOT NULL,
	`subject_id` text NOT NULL,
	`kind` text NOT NULL,
	`audience` text NOT NULL,
	`person_id` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `club_documents_one` ON `club_documents` (`subject_id`,`kind`,`audience`,`person_id`);--> statement-breakpoint
CREATE INDEX `club_documents_club` ON `club_documents` (`club_id`);--> statement-breakpoint
CREATE TABLE `club_people` (
	`club_id` text NOT NULL,
	`person_id` text NOT NULL,
	`place` integer NOT NULL,
	`since` integer NOT NULL,
	`shares_place` integer NOT NULL,
	PRIMARY KEY(`club_id`, `person_id`)
);
--> statement-breakpoint
CREATE INDEX `club_people_person` ON `club_people` (`person_id`);--> statement-breakpoint
CREATE TABLE `clubs` (
	`id` text PRIMARY KEY NOT NULL,
	`community_id` text NOT NULL,
	`name` text NOT NULL,
	`place` text NOT NULL,
	`is_open` integer NOT NULL,
	`chair_id` text NOT NULL,
	`weekly_topic` text NOT NULL,
	`weekly_topic_by` text,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`changed_at` integer NOT NULL,
	`ended_at` integer,
	`is_example` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `commitments` (
	`id` text PRIMARY KEY NOT NULL,
	`community_id` text NOT NULL,
	`owner_id` text NOT NULL,
	`idea` text NOT NULL,
	`class_code` text NOT NULL,
	`due_on` text,
	`club_id` text,
	`meeting_id` text,
	`idea_id` text,
	`from_report_id` text,
	`asked_by_id` text,
	`more` text NOT NULL,
	`sharing` text NOT NULL,
	`dropped_at` integer,
	`created_at` integer NOT NULL,
	`version` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `commitments_owner` ON `commitments` (`owner_id`);--> statement-breakpoint
CREATE INDEX `commitments_club` ON `commitments` (`club_id`);--> statement-breakpoint
CREATE INDEX `commitments_from` ON `commitments` (`from_report_id`);--> statement-breakpoint
CREATE TABLE `idea_dots` (
	`round_id` text NOT NULL,
	`idea_id` text NOT NULL,
	`person_id` text NOT NULL,
	PRIMARY KEY(`round_id`, `idea_id`, `person_id`)
);
--> statement-breakpoint
CREATE TABLE `ideas` (
	`id` text PRIMARY KEY NOT NULL,
	`club_id` text NOT NULL,
	`round_id` text NOT NULL,
	`title` text NOT NULL,
	`why` text NOT NULL,
	`chapter_id` text,
	`note_id` text,
	`note_by` text,
	`note_document_id` text,
	`quote` text NOT NULL,
	`place` text NOT NULL,
	`tags` text NOT NULL,
	`added_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`parked_at` integer,
	`dots` integer,
	`is_chosen` integer NOT NULL,
	`changed_by` text NOT NULL,
	`version` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `ideas_club` ON `ideas` (`club_id`);--> statement-breakpoint
CREATE TABLE `meeting_groups` (
	`id` text PRIMARY KEY NOT NULL,
	`meeting_id` text NOT NULL,
	`step_key` text NOT NULL,
	`number` integer NOT NULL,
	`people` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `meeting_groups_one` ON `meeting_groups` (`meeting_id`,`step_key`,`number`);--> statement-breakpoint
CREATE TABLE `meetings` (
	`id` text PRIMARY KEY NOT NULL,
	`club_id` text NOT NULL,
	`form` text NOT NULL,
	`date` text,
	`starts_at` text,
	`place` text NOT NULL,
	`chapter_id` text,
	`passage` text,
	`protocol` text NOT NULL,
	`chair_id` text,
	`here` text NOT NULL,
	`marks_shown_at` integer,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`removed_at` integer
);
--> statement-breakpoint
CREATE INDEX `meetings_club` ON `meetings` (`club_id`);--> statement-breakpoint
CREATE TABLE `noticed` (
	`id` text PRIMARY KEY NOT NULL,
	`owner_id` text NOT NULL,
	`kind` text NOT NULL,
	`text` text NOT NULL,
	`at` integer NOT NULL,
	`commitment_id` text,
	`created_at` integer NOT NULL,
	`version` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `noticed_owner` ON `noticed` (`owner_id`);--> statement-breakpoint
CREATE TABLE `peer_visits` (
	`id` text PRIMARY KEY NOT NULL,
	`visited_id` text NOT NULL,
	`visitor_id` text NOT NULL,
	`commitment_id` text,
	`day` text,
	`question` text NOT NULL,
	`saw` text NOT NULL,
	`take` text NOT NULL,
	`given_at` integer,
	`sharing` text NOT NULL,
	`created_at` integer NOT NULL,
	`version` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `peer_visits_visited` ON `peer_visits` (`visited_id`);--> statement-breakpoint
CREATE INDEX `peer_visits_visitor` ON `peer_visits` (`visitor_id`);--> statement-breakpoint
CREATE TABLE `protocols` (
	`id` text PRIMARY KEY NOT NULL,
	`community_id` text NOT NULL,
	`title` text NOT NULL,
	`about` text NOT NULL,
	`rounds` text NOT NULL,
	`group_max` integer NOT NULL,
	`steps` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`changed_by` text NOT NULL,
	`version` integer NOT NULL,
	`removed_at` integer
);
--> statement-breakpoint
CREATE TABLE `reading_places` (
	`chapter_id` text NOT NULL,
	`person_id` text NOT NULL,
	`block` integer NOT NULL,
	`sentence` integer NOT NULL,
	`at` integer NOT NULL,
	`last_visit_at` integer,
	PRIMARY KEY(`chapter_id`, `person_id`)
);
--> statement-breakpoint
CREATE TABLE `statement_marks` (
	`meeting_id` text NOT NULL,
	`person_id` text NOT NULL,
	`statement` integer NOT NULL,
	`mark` text NOT NULL,
	PRIMARY KEY(`meeting_id`, `person_id`, `statement`)
);
--> statement-breakpoint
CREATE TABLE `texts` (
	`id` text PRIMARY KEY NOT NULL,
	`club_id` text NOT NULL,
	`kind` text NOT NULL,
	`title` text NOT NULL,
	`author` text NOT NULL,
	`rights` text NOT NULL,
	`rights_note` text NOT NULL,
	`added_by` text NOT NULL,
	`added_at` integer NOT NULL,
	`removed_at` integer
);
--> statement-breakpoint
CREATE INDEX `texts_club` ON `texts` (`club_id`);--> statement-breakpoint
CREATE TABLE `try_reports` (
	`id` text PRIMARY KEY NOT NULL,
	`commitment_id` text NOT NULL,
	`happened` text NOT NULL,
	`changed` text NOT NULL,
	`verdict` text,
	`next` text NOT NULL,
	`more` text NOT NULL,
	`sharing` text NOT NULL,
	`created_at` integer NOT NULL,
	`changed_at` integer NOT NULL,
	`version` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `try_reports_commitment` ON `try_reports` (`commitment_id`);--> statement-breakpoint
CREATE TABLE `vote_rounds` (
	`id` text PRIMARY KEY NOT NULL,
	`club_id` text NOT NULL,
	`opened_at` integer NOT NULL,
	`closed_at` integer,
	`closed_by` text
);
--> statement-breakpoint
CREATE INDEX `vote_rounds_club` ON `vote_rounds` (`club_id`);--> statement-breakpoint
CREATE TABLE `weekly_ideas` (
	`id` text PRIMARY KEY NOT NULL,
	`community_id` text NOT NULL,
	`club_id` text,
	`report_id` text,
	`by_id` text NOT NULL,
	`title` text NOT NULL,
	`text` text NOT NULL,
	`tag` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `invitations` ADD `club_id` text;
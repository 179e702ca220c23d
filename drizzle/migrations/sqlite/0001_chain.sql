CREATE TABLE `actions` (
	`id` text PRIMARY KEY NOT NULL,
	`community_id` text NOT NULL,
	`kind` text NOT NULL,
	`text` text NOT NULL,
	`owner_id` text NOT NULL,
	`due_on` text,
	`study_id` text,
	`lesson_id` text,
	`decision_id` text,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`done_at` integer,
	`done_by` text,
	`changed_for_pupils` text NOT NULL,
	`version` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `actions_owner` ON `actions` (`owner_id`);--> statement-breakpoint
CREATE INDEX `actions_study` ON `actions` (`study_id`);--> statement-breakpoint
CREATE TABLE `claims` (
	`id` text PRIMARY KEY NOT NULL,
	`study_id` text NOT NULL,
	`lesson_id` text NOT NULL,
	`pupil_id` text,
	`row_id` text,
	`text` text NOT NULL,
	`notes` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`changed_by` text NOT NULL,
	`changed_at` integer NOT NULL,
	`version` integer NOT NULL,
	`dropped_at` integer
);
--> statement-breakpoint
CREATE INDEX `claims_study` ON `claims` (`study_id`);--> statement-breakpoint
CREATE TABLE `decisions` (
	`id` text PRIMARY KEY NOT NULL,
	`study_id` text NOT NULL,
	`lesson_id` text NOT NULL,
	`claim_id` text,
	`row_id` text,
	`text` text NOT NULL,
	`owner_id` text,
	`state` text NOT NULL,
	`plan_lesson_id` text,
	`state_by` text NOT NULL,
	`state_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`changed_by` text NOT NULL,
	`changed_at` integer NOT NULL,
	`version` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `decisions_study` ON `decisions` (`study_id`);--> statement-breakpoint
CREATE TABLE `emergency_access` (
	`id` text PRIMARY KEY NOT NULL,
	`study_id` text NOT NULL,
	`person_id` text NOT NULL,
	`reason` text NOT NULL,
	`at` integer NOT NULL,
	`until` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `emergency_access_study` ON `emergency_access` (`study_id`);--> statement-breakpoint
CREATE TABLE `lesson_cover` (
	`lesson_id` text NOT NULL,
	`person_id` text NOT NULL,
	`class_code` text NOT NULL,
	`covered_by` text NOT NULL,
	PRIMARY KEY(`lesson_id`, `person_id`)
);
--> statement-breakpoint
CREATE TABLE `lesson_documents` (
	`document_id` text PRIMARY KEY NOT NULL,
	`lesson_id` text NOT NULL,
	`kind` text NOT NULL,
	`person_id` text NOT NULL,
	`removed_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `lesson_documents_one` ON `lesson_documents` (`lesson_id`,`kind`,`person_id`);--> statement-breakpoint
CREATE TABLE `lesson_milestones` (
	`lesson_id` text NOT NULL,
	`kind` text NOT NULL,
	`date` text NOT NULL,
	`starts_at` text,
	`moved_by` text NOT NULL,
	`moved_at` integer NOT NULL,
	PRIMARY KEY(`lesson_id`, `kind`)
);
--> statement-breakpoint
CREATE TABLE `retention_holds` (
	`lesson_id` text NOT NULL,
	`kind` text NOT NULL,
	`until` text NOT NULL,
	`reason` text NOT NULL,
	`person_id` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`lesson_id`, `kind`)
);
--> statement-breakpoint
CREATE TABLE `retention_rules` (
	`community_id` text NOT NULL,
	`kind` text NOT NULL,
	`months` integer NOT NULL,
	PRIMARY KEY(`community_id`, `kind`)
);
--> statement-breakpoint
CREATE TABLE `runs` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`subject_id` text NOT NULL,
	`steps` text NOT NULL,
	`state` text NOT NULL,
	`step_key` text,
	`step_started_at` integer,
	`step_length_ms` integer NOT NULL,
	`paused_after_ms` integer,
	`done_keys` text NOT NULL,
	`roles` text NOT NULL,
	`speaker_id` text,
	`waiting` text NOT NULL,
	`opened_at` integer,
	`opened_by` text,
	`closed_at` integer,
	`closed_by` text,
	`version` integer NOT NULL,
	`changed_by` text NOT NULL,
	`changed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `runs_subject` ON `runs` (`kind`,`subject_id`);--> statement-breakpoint
CREATE TABLE `stage_marks` (
	`id` text PRIMARY KEY NOT NULL,
	`lesson_id` text NOT NULL,
	`row_id` text NOT NULL,
	`at` integer NOT NULL,
	`person_id` text NOT NULL,
	`received_at` integer NOT NULL,
	`removed_at` integer
);
--> statement-breakpoint
CREATE INDEX `stage_marks_lesson` ON `stage_marks` (`lesson_id`);--> statement-breakpoint
CREATE TABLE `study_acts` (
	`id` text PRIMARY KEY NOT NULL,
	`study_id` text NOT NULL,
	`lesson_id` text,
	`kind` text NOT NULL,
	`person_id` text NOT NULL,
	`at` integer NOT NULL,
	`note` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `study_acts_study` ON `study_acts` (`study_id`);--> statement-breakpoint
CREATE TABLE `study_agreement_signs` (
	`agreement_id` text NOT NULL,
	`person_id` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`agreement_id`, `person_id`)
);
--> statement-breakpoint
CREATE TABLE `study_agreements` (
	`id` text PRIMARY KEY NOT NULL,
	`study_id` text NOT NULL,
	`version` integer NOT NULL,
	`norms` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `study_agreements_version` ON `study_agreements` (`study_id`,`version`);--> statement-breakpoint
ALTER TABLE `communities` ADD `safeguarding_contact` text;--> statement-breakpoint
ALTER TABLE `research_lessons` ADD `begun_at` integer;--> statement-breakpoint
ALTER TABLE `research_lessons` ADD `begun_by` text;--> statement-breakpoint
ALTER TABLE `research_lessons` ADD `ended_at` integer;--> statement-breakpoint
ALTER TABLE `research_lessons` ADD `ended_by` text;--> statement-breakpoint
ALTER TABLE `research_lessons` ADD `notes_shared` text;
CREATE TABLE `case_pupils` (
	`id` text PRIMARY KEY NOT NULL,
	`study_id` text NOT NULL,
	`code` text NOT NULL,
	`pseudonym` text NOT NULL,
	`learner_group` text NOT NULL,
	`dropped_at` integer,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `case_pupils_study` ON `case_pupils` (`study_id`);--> statement-breakpoint
CREATE TABLE `communities` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`locale` text NOT NULL,
	`time_zone` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `document_clients` (
	`document_id` text NOT NULL,
	`client_id` integer NOT NULL,
	`person_id` text NOT NULL,
	`bound_at` integer NOT NULL,
	PRIMARY KEY(`document_id`, `client_id`)
);
--> statement-breakpoint
CREATE TABLE `document_history` (
	`document_id` text NOT NULL,
	`seq` integer NOT NULL,
	`person_id` text NOT NULL,
	`update_bytes` blob NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`document_id`, `seq`)
);
--> statement-breakpoint
CREATE TABLE `document_quarantine` (
	`document_id` text NOT NULL,
	`seq` integer NOT NULL,
	`person_id` text NOT NULL,
	`update_bytes` blob NOT NULL,
	`reason` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`document_id`, `seq`)
);
--> statement-breakpoint
CREATE TABLE `document_snapshots` (
	`document_id` text NOT NULL,
	`seq` integer NOT NULL,
	`update_bytes` blob NOT NULL,
	`state_vector` blob NOT NULL,
	`delete_set` blob NOT NULL,
	`update_hash` text NOT NULL,
	`content_hash` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`document_id`, `seq`)
);
--> statement-breakpoint
CREATE TABLE `document_updates` (
	`document_id` text NOT NULL,
	`seq` integer NOT NULL,
	`person_id` text NOT NULL,
	`connection_id` text NOT NULL,
	`frame_no` integer NOT NULL,
	`update_bytes` blob NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `documents` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`epoch` text NOT NULL,
	`incarnation` text NOT NULL,
	`owner_id` text,
	`frozen_at` integer,
	`frozen_reason` text,
	`head_seq` integer NOT NULL,
	`acl_version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`changed_at` integer NOT NULL,
	`changed_by` text
);
--> statement-breakpoint
CREATE TABLE `invitations` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`secret_hash` text NOT NULL,
	`person_id` text,
	`study_id` text,
	`study_role` text,
	`sheet` text,
	`created_by` text,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`uses_max` integer NOT NULL,
	`uses` integer NOT NULL,
	`revoked_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `invitations_secret` ON `invitations` (`secret_hash`);--> statement-breakpoint
CREATE INDEX `invitations_creator` ON `invitations` (`created_by`);--> statement-breakpoint
CREATE TABLE `lesson_observers` (
	`lesson_id` text NOT NULL,
	`person_id` text NOT NULL,
	`pupil_ids` text NOT NULL,
	PRIMARY KEY(`lesson_id`, `person_id`)
);
--> statement-breakpoint
CREATE TABLE `people` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`name_key` text NOT NULL,
	`mail` text,
	`mail_key` text,
	`password_hash` text,
	`is_admin` integer NOT NULL,
	`is_lead` integer NOT NULL,
	`colour` integer NOT NULL,
	`state` text NOT NULL,
	`is_example` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `people_name_key` ON `people` (`name_key`);--> statement-breakpoint
CREATE UNIQUE INDEX `people_mail_key` ON `people` (`mail_key`);--> statement-breakpoint
CREATE TABLE `research_lessons` (
	`id` text PRIMARY KEY NOT NULL,
	`study_id` text NOT NULL,
	`number` integer NOT NULL,
	`plan_id` text NOT NULL,
	`date` text,
	`starts_at` text,
	`minutes` integer NOT NULL,
	`teacher_id` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `research_lessons_number` ON `research_lessons` (`study_id`,`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `research_lessons_plan` ON `research_lessons` (`plan_id`);--> statement-breakpoint
CREATE TABLE `sessions` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_used_at` integer NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `sessions_person` ON `sessions` (`person_id`);--> statement-breakpoint
CREATE TABLE `studies` (
	`id` text PRIMARY KEY NOT NULL,
	`community_id` text NOT NULL,
	`title` text NOT NULL,
	`question` text NOT NULL,
	`theme_id` text,
	`focus` text NOT NULL,
	`year_group` text NOT NULL,
	`class_code` text NOT NULL,
	`pupil_count` integer,
	`setting` text NOT NULL,
	`expert` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`changed_at` integer NOT NULL,
	`is_example` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `studies_community` ON `studies` (`community_id`);--> statement-breakpoint
CREATE TABLE `study_people` (
	`study_id` text NOT NULL,
	`person_id` text NOT NULL,
	`role` text NOT NULL,
	`place` integer NOT NULL,
	`since` integer NOT NULL,
	PRIMARY KEY(`study_id`, `person_id`)
);
--> statement-breakpoint
CREATE INDEX `study_people_person` ON `study_people` (`person_id`);--> statement-breakpoint
CREATE TABLE `themes` (
	`id` text PRIMARY KEY NOT NULL,
	`community_id` text NOT NULL,
	`title` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`closed_at` integer,
	`is_example` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `themes_community` ON `themes` (`community_id`);
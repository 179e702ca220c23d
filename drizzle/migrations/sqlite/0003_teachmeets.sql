CREATE TABLE `chat_messages` (
	`id` text PRIMARY KEY NOT NULL,
	`teachmeet_id` text NOT NULL,
	`cursor` integer NOT NULL,
	`by_id` text NOT NULL,
	`text` text NOT NULL,
	`at` integer NOT NULL,
	`hidden_at` integer,
	`hidden_by` text
);
--> statement-breakpoint
CREATE INDEX `chat_messages_cursor` ON `chat_messages` (`teachmeet_id`,`cursor`);--> statement-breakpoint
CREATE TABLE `comers` (
	`teachmeet_id` text NOT NULL,
	`person_id` text NOT NULL,
	`shown_name` text NOT NULL,
	`school` text,
	`is_listed` integer NOT NULL,
	`is_guest` integer NOT NULL,
	`silenced_at` integer,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`teachmeet_id`, `person_id`)
);
--> statement-breakpoint
CREATE TABLE `draws` (
	`id` text PRIMARY KEY NOT NULL,
	`teachmeet_id` text NOT NULL,
	`number` integer NOT NULL,
	`seed` integer NOT NULL,
	`why` text NOT NULL,
	`input` text NOT NULL,
	`talk_order` text NOT NULL,
	`by_id` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `draws_number` ON `draws` (`teachmeet_id`,`number`);--> statement-breakpoint
CREATE TABLE `guests` (
	`id` text PRIMARY KEY NOT NULL,
	`pass_id` text NOT NULL,
	`name` text NOT NULL,
	`school` text,
	`colour` integer NOT NULL,
	`state` text NOT NULL,
	`token_hash` text,
	`return_hash` text,
	`came_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	`wiped_at` integer
);
--> statement-breakpoint
CREATE INDEX `guests_pass` ON `guests` (`pass_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `guests_token` ON `guests` (`token_hash`);--> statement-breakpoint
CREATE UNIQUE INDEX `guests_return` ON `guests` (`return_hash`);--> statement-breakpoint
CREATE TABLE `join_codes` (
	`code` text PRIMARY KEY NOT NULL,
	`pass_id` text NOT NULL,
	`key` text NOT NULL,
	`created_at` integer NOT NULL,
	`ends_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `join_codes_pass` ON `join_codes` (`pass_id`);--> statement-breakpoint
CREATE TABLE `meet_questions` (
	`id` text PRIMARY KEY NOT NULL,
	`teachmeet_id` text NOT NULL,
	`talk_id` text,
	`by_id` text NOT NULL,
	`text` text NOT NULL,
	`at` integer NOT NULL,
	`answered_at` integer,
	`hidden_at` integer
);
--> statement-breakpoint
CREATE INDEX `meet_questions_teachmeet` ON `meet_questions` (`teachmeet_id`);--> statement-breakpoint
CREATE TABLE `meet_thanks` (
	`teachmeet_id` text NOT NULL,
	`person_id` text NOT NULL,
	`text` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`teachmeet_id`, `person_id`)
);
--> statement-breakpoint
CREATE TABLE `moderation_acts` (
	`id` text PRIMARY KEY NOT NULL,
	`teachmeet_id` text NOT NULL,
	`at` integer NOT NULL,
	`act` text NOT NULL,
	`by_id` text NOT NULL,
	`about_id` text,
	`words` text NOT NULL,
	`reason` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `moderation_acts_teachmeet` ON `moderation_acts` (`teachmeet_id`);--> statement-breakpoint
CREATE TABLE `pass_acts` (
	`id` text PRIMARY KEY NOT NULL,
	`pass_id` text NOT NULL,
	`at` integer NOT NULL,
	`act` text NOT NULL,
	`guest_id` text,
	`by_id` text
);
--> statement-breakpoint
CREATE INDEX `pass_acts_pass` ON `pass_acts` (`pass_id`);--> statement-breakpoint
CREATE TABLE `passes` (
	`id` text PRIMARY KEY NOT NULL,
	`scope_kind` text NOT NULL,
	`scope_id` text NOT NULL,
	`role` text NOT NULL,
	`label` text NOT NULL,
	`secret_hash` text NOT NULL,
	`pin_hash` text,
	`wrong_pins` integer NOT NULL,
	`has_lobby` integer NOT NULL,
	`is_join_code` integer NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`uses_max` integer NOT NULL,
	`uses` integer NOT NULL,
	`last_used_at` integer,
	`revoked_at` integer,
	`is_example` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `passes_secret` ON `passes` (`secret_hash`);--> statement-breakpoint
CREATE INDEX `passes_scope` ON `passes` (`scope_kind`,`scope_id`);--> statement-breakpoint
CREATE TABLE `question_votes` (
	`question_id` text NOT NULL,
	`person_id` text NOT NULL,
	PRIMARY KEY(`question_id`, `person_id`)
);
--> statement-breakpoint
CREATE TABLE `schools` (
	`id` text PRIMARY KEY NOT NULL,
	`community_id` text NOT NULL,
	`name` text NOT NULL,
	`created_at` integer NOT NULL,
	`removed_at` integer,
	`is_example` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `suggestions` (
	`id` text PRIMARY KEY NOT NULL,
	`lesson_id` text NOT NULL,
	`row_id` text,
	`field` text NOT NULL,
	`text` text NOT NULL,
	`by_id` text NOT NULL,
	`state` text NOT NULL,
	`settled_by` text,
	`settled_at` integer,
	`created_at` integer NOT NULL,
	`removed_at` integer,
	`version` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `suggestions_lesson` ON `suggestions` (`lesson_id`);--> statement-breakpoint
CREATE TABLE `table_seats` (
	`teachmeet_id` text NOT NULL,
	`person_id` text NOT NULL,
	`table_id` text NOT NULL,
	`since` integer NOT NULL,
	PRIMARY KEY(`teachmeet_id`, `person_id`)
);
--> statement-breakpoint
CREATE TABLE `take_aways` (
	`id` text PRIMARY KEY NOT NULL,
	`teachmeet_id` text NOT NULL,
	`talk_id` text,
	`by_id` text NOT NULL,
	`text` text NOT NULL,
	`class_code` text NOT NULL,
	`due_on` text NOT NULL,
	`commitment_id` text,
	`tried` text,
	`happened` text NOT NULL,
	`at` integer NOT NULL,
	`removed_at` integer,
	`version` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `take_aways_teachmeet` ON `take_aways` (`teachmeet_id`);--> statement-breakpoint
CREATE TABLE `talk_tables` (
	`id` text PRIMARY KEY NOT NULL,
	`teachmeet_id` text NOT NULL,
	`number` integer NOT NULL,
	`theme` text NOT NULL,
	`notes_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`removed_at` integer
);
--> statement-breakpoint
CREATE INDEX `talk_tables_teachmeet` ON `talk_tables` (`teachmeet_id`);--> statement-breakpoint
CREATE INDEX `talk_tables_notes` ON `talk_tables` (`notes_id`);--> statement-breakpoint
CREATE TABLE `talks` (
	`id` text PRIMARY KEY NOT NULL,
	`teachmeet_id` text NOT NULL,
	`number` integer NOT NULL,
	`speaker_id` text,
	`speaker_name` text NOT NULL,
	`speaker_school` text,
	`title` text NOT NULL,
	`kind` text NOT NULL,
	`minutes` integer NOT NULL,
	`lines` text NOT NULL,
	`link` text NOT NULL,
	`licence` text NOT NULL,
	`may_record` integer NOT NULL,
	`may_stream` integer NOT NULL,
	`may_publish` integer NOT NULL,
	`needs` text NOT NULL,
	`presence` text NOT NULL,
	`heard_at` integer,
	`notes_id` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`version` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `talks_number` ON `talks` (`teachmeet_id`,`number`);--> statement-breakpoint
CREATE INDEX `talks_notes` ON `talks` (`notes_id`);--> statement-breakpoint
CREATE TABLE `teachmeet_hosts` (
	`teachmeet_id` text NOT NULL,
	`person_id` text NOT NULL,
	`since` integer NOT NULL,
	PRIMARY KEY(`teachmeet_id`, `person_id`)
);
--> statement-breakpoint
CREATE TABLE `teachmeet_series` (
	`id` text PRIMARY KEY NOT NULL,
	`community_id` text NOT NULL,
	`title` text NOT NULL,
	`next_host_id` text,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`is_example` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `teachmeets` (
	`id` text PRIMARY KEY NOT NULL,
	`community_id` text NOT NULL,
	`series_id` text,
	`title` text NOT NULL,
	`about` text NOT NULL,
	`starts_at` integer NOT NULL,
	`minutes` integer NOT NULL,
	`time_zone` text NOT NULL,
	`place` text NOT NULL,
	`video_link` text NOT NULL,
	`sheet` text NOT NULL,
	`gap_minutes` integer NOT NULL,
	`questions_named` integer NOT NULL,
	`chat_days` integer NOT NULL,
	`is_chat_locked` integer NOT NULL,
	`has_lobby` integer NOT NULL,
	`sign_up_until` integer,
	`state` text NOT NULL,
	`hosting_id` text NOT NULL,
	`crew` text NOT NULL,
	`notes_id` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`started_at` integer,
	`ended_at` integer,
	`tidied_at` integer,
	`chat_wiped_at` integer,
	`guests_wiped_at` integer,
	`removed_at` integer,
	`version` integer NOT NULL,
	`is_example` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `teachmeets_community` ON `teachmeets` (`community_id`);--> statement-breakpoint
ALTER TABLE `commitments` ADD `teachmeet_id` text;--> statement-breakpoint
ALTER TABLE `invitations` ADD `school_id` text;--> statement-breakpoint
ALTER TABLE `people` ADD `school_id` text;--> statement-breakpoint
ALTER TABLE `studies` ADD `school_id` text;
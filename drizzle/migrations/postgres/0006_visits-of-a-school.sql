ALTER TABLE "peer_visits" ADD COLUMN "school_id" text;--> statement-breakpoint
ALTER TABLE "peer_visits" ADD COLUMN "ended_as" text;--> statement-breakpoint
UPDATE "peer_visits" SET "school_id" = (SELECT "school_id" FROM "people" WHERE "people"."id" = "peer_visits"."visited_id");
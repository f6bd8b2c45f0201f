-- Facts that are remembered. Numbers only grow, so that one that is gone is never another one.
CREATE TABLE `memories` (
	`number` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`organization` text NOT NULL,
	`scope` text NOT NULL,
	`owner` text NOT NULL,
	`place` text NOT NULL,
	`text` text NOT NULL,
	`subject` text,
	`about` text NOT NULL,
	`terms` text NOT NULL,
	`source_room` text,
	`source_seq` integer,
	`said_by` text NOT NULL,
	`stored_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`used_at` integer,
	`uses` integer DEFAULT 0 NOT NULL,
	`version` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `memories_by_id` ON `memories` (`id`);
--> statement-breakpoint
CREATE INDEX `memories_by_place` ON `memories` (`place`);
--> statement-breakpoint
CREATE INDEX `memories_by_about` ON `memories` (`place`, `about`);
--> statement-breakpoint
CREATE INDEX `memories_by_use` ON `memories` (`place`, `uses`, `number`);
--> statement-breakpoint
CREATE INDEX `memories_by_source` ON `memories` (`source_room`, `source_seq`);
--> statement-breakpoint
CREATE INDEX `memories_by_organization` ON `memories` (`organization`);
--> statement-breakpoint
CREATE INDEX `memories_by_owner` ON `memories` (`owner`);
--> statement-breakpoint
-- Which facts of a place have which words.
CREATE TABLE `memory_terms` (
	`place` text NOT NULL,
	`term` text NOT NULL,
	`number` integer NOT NULL,
	PRIMARY KEY (`place`, `term`, `number`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TRIGGER `memories_index` AFTER INSERT ON `memories`
BEGIN
  INSERT OR IGNORE INTO `memory_terms` (`place`, `term`, `number`)
  SELECT NEW.`place`, `value`, NEW.`number` FROM json_each(NEW.`terms`);
END;
--> statement-breakpoint
CREATE TRIGGER `memories_index_again` AFTER UPDATE OF `terms` ON `memories`
BEGIN
  DELETE FROM `memory_terms` WHERE `place` = OLD.`place` AND `number` = OLD.`number`
    AND `term` IN (SELECT `value` FROM json_each(OLD.`terms`));
  INSERT OR IGNORE INTO `memory_terms` (`place`, `term`, `number`)
  SELECT NEW.`place`, `value`, NEW.`number` FROM json_each(NEW.`terms`);
END;
--> statement-breakpoint
CREATE TRIGGER `memories_forget` AFTER DELETE ON `memories`
BEGIN
  DELETE FROM `memory_terms` WHERE `place` = OLD.`place` AND `number` = OLD.`number`
    AND `term` IN (SELECT `value` FROM json_each(OLD.`terms`));
END;
--> statement-breakpoint
-- Which fact a request has stored. It outlives the fact, so that a repeated request does not bring back what was forgotten.
CREATE TABLE `memory_requests` (
	`request_key` text PRIMARY KEY NOT NULL,
	`memory` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `memory_requests_by_time` ON `memory_requests` (`at`);
--> statement-breakpoint
-- Whoever leaves the organization cannot reach what it remembers about them any more.
CREATE TRIGGER `members_forget` AFTER DELETE ON `members`
BEGIN
  DELETE FROM `memories` WHERE `place` = OLD.`organization` || '/' || OLD.`user`;
END;
--> statement-breakpoint
ALTER TABLE `organization_ai` ADD `memory` integer DEFAULT true NOT NULL;
--> statement-breakpoint
ALTER TABLE `users` ADD `memory` integer DEFAULT true NOT NULL;

CREATE TABLE `api_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`organization` text NOT NULL,
	`user` text NOT NULL,
	`created_by` text NOT NULL,
	`name` text NOT NULL,
	`token_hash` text NOT NULL,
	`ending` text NOT NULL,
	`previous_hash` text,
	`previous_until` integer,
	`scopes` text NOT NULL,
	`per_minute` integer NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer,
	`used_at` integer,
	`ended_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_keys_by_token` ON `api_keys` (`token_hash`);
--> statement-breakpoint
CREATE INDEX `api_keys_by_previous` ON `api_keys` (`previous_hash`);
--> statement-breakpoint
CREATE INDEX `api_keys_by_user` ON `api_keys` (`user`);
--> statement-breakpoint
CREATE INDEX `api_keys_by_organization` ON `api_keys` (`organization`);
--> statement-breakpoint
CREATE INDEX `api_keys_by_expiry` ON `api_keys` (`expires_at`);
--> statement-breakpoint
CREATE TRIGGER `api_keys_revoke` AFTER UPDATE OF `ended_at` ON `api_keys`
WHEN OLD.`ended_at` IS NULL AND NEW.`ended_at` IS NOT NULL
BEGIN
  INSERT INTO `revocations` (`user`, `grant`, `created_at`)
  VALUES (NEW.`user`, NEW.`id`, CAST(unixepoch('subsec') * 1000 AS INTEGER));
END;
--> statement-breakpoint
CREATE TABLE `services` (
	`user` text PRIMARY KEY NOT NULL,
	`organization` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`request_key` text
);
--> statement-breakpoint
CREATE INDEX `services_by_organization` ON `services` (`organization`);
--> statement-breakpoint
CREATE UNIQUE INDEX `services_by_request` ON `services` (`request_key`);
--> statement-breakpoint
-- Whoever leaves the organization leaves its keys behind.
CREATE TRIGGER `members_end_keys` AFTER DELETE ON `members`
BEGIN
  UPDATE `api_keys` SET `ended_at` = CAST(unixepoch('subsec') * 1000 AS INTEGER)
  WHERE `organization` = OLD.`organization` AND `user` = OLD.`user` AND `ended_at` IS NULL;
  DELETE FROM `services` WHERE `organization` = OLD.`organization` AND `user` = OLD.`user`;
END;

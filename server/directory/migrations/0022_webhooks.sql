CREATE TABLE `incoming_webhooks` (
	`id` text PRIMARY KEY NOT NULL,
	`organization` text NOT NULL,
	`room` text NOT NULL,
	`user` text NOT NULL,
	`token_hash` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`used_at` integer,
	`request_key` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `incoming_webhooks_by_token` ON `incoming_webhooks` (`token_hash`);
--> statement-breakpoint
CREATE UNIQUE INDEX `incoming_webhooks_by_request` ON `incoming_webhooks` (`request_key`);
--> statement-breakpoint
CREATE INDEX `incoming_webhooks_by_organization` ON `incoming_webhooks` (`organization`);
--> statement-breakpoint
-- The account that writes for it has left.
CREATE TRIGGER `members_end_incoming_webhooks` AFTER DELETE ON `members`
BEGIN
  DELETE FROM `incoming_webhooks` WHERE `organization` = OLD.`organization` AND `user` = OLD.`user`;
END;

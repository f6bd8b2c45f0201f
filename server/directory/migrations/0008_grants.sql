-- A ticket and a revocation name a grant: what a request or a socket can be revoked by (`ses_<session>`, later keys and sessions of
-- visitors). `session` stays for the version that runs until this one is deployed.
CREATE TABLE `__new_tickets` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`session` text,
	`grant` text,
	`scopes` text,
	`organization` text NOT NULL,
	`room` text,
	`origin` text,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
INSERT INTO `__new_tickets` (`token_hash`, `session`, `grant`, `organization`, `room`, `origin`, `expires_at`)
SELECT `token_hash`, `session`, 'ses_' || `session`, `organization`, `room`, `origin`, `expires_at` FROM `tickets`;
--> statement-breakpoint
DROP TABLE `tickets`;
--> statement-breakpoint
ALTER TABLE `__new_tickets` RENAME TO `tickets`;
--> statement-breakpoint
CREATE INDEX `tickets_by_expiry` ON `tickets` (`expires_at`);
--> statement-breakpoint
ALTER TABLE `revocations` ADD `grant` text;
--> statement-breakpoint
DROP TRIGGER `sessions_revoke`;
--> statement-breakpoint
CREATE TRIGGER `sessions_revoke` AFTER DELETE ON `sessions`
BEGIN
  INSERT INTO `revocations` (`user`, `grant`, `created_at`)
  VALUES (OLD.`user_id`, 'ses_' || OLD.`id`, CAST(unixepoch('subsec') * 1000 AS INTEGER));
END;

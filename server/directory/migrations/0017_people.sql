-- An invitation is a link for many: until a time, a number of people, or for one e-mail domain. The version that runs until this one is
-- deployed writes rows without `id`; such a link works once, as `max_uses` says.
ALTER TABLE `invitations` ADD `id` text;
--> statement-breakpoint
ALTER TABLE `invitations` ADD `seed` text;
--> statement-breakpoint
ALTER TABLE `invitations` ADD `max_uses` integer DEFAULT 1;
--> statement-breakpoint
ALTER TABLE `invitations` ADD `email_domain` text;
--> statement-breakpoint
ALTER TABLE `invitations` ADD `email` text;
--> statement-breakpoint
ALTER TABLE `invitations` ADD `revoked_at` integer;
--> statement-breakpoint
UPDATE `invitations` SET `id` = 'inv_' || lower(hex(randomblob(13)));
--> statement-breakpoint
CREATE UNIQUE INDEX `invitations_by_id` ON `invitations` (`id`);
--> statement-breakpoint
CREATE TABLE `invitation_uses` (
	`invitation` text NOT NULL,
	`user` text NOT NULL,
	`used_at` integer NOT NULL,
	PRIMARY KEY(`invitation`, `user`)
);
--> statement-breakpoint
INSERT INTO `invitation_uses` (`invitation`, `user`, `used_at`)
SELECT `token_hash`, `accepted_by`, coalesce(`accepted_at`, `created_at`) FROM `invitations` WHERE `accepted_by` IS NOT NULL;
--> statement-breakpoint
CREATE TABLE `former_members` (
	`organization` text NOT NULL,
	`user` text NOT NULL,
	`left_at` integer NOT NULL,
	`removed_by` text,
	PRIMARY KEY(`organization`, `user`)
);
--> statement-breakpoint
ALTER TABLE `members` ADD `welcome_role` text;
--> statement-breakpoint
ALTER TABLE `members` ADD `active_at` integer;
--> statement-breakpoint
UPDATE `members` SET `welcome_role` = `role` WHERE `welcomed_at` IS NOT NULL;
--> statement-breakpoint
ALTER TABLE `organizations` ADD `deleted_at` integer;

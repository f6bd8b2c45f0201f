CREATE TABLE `widgets` (
	`id` text PRIMARY KEY NOT NULL,
	`organization` text NOT NULL,
	`settings` text NOT NULL,
	`turnstile_secret` text,
	`revision` integer NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`request_key` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `widgets_by_request` ON `widgets` (`request_key`);
--> statement-breakpoint
CREATE INDEX `widgets_by_organization` ON `widgets` (`organization`);
--> statement-breakpoint
CREATE TABLE `widget_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`widget` text NOT NULL,
	`created_at` integer NOT NULL,
	`used_at` integer
);
--> statement-breakpoint
CREATE INDEX `widget_keys_by_widget` ON `widget_keys` (`widget`);
--> statement-breakpoint
CREATE TABLE `visitors` (
	`id` text PRIMARY KEY NOT NULL,
	`organization` text NOT NULL,
	`widget` text NOT NULL,
	`subject` text,
	`name` text,
	`email` text,
	`email_signed` integer DEFAULT false NOT NULL,
	`signed` text DEFAULT '{}' NOT NULL,
	`typed` text DEFAULT '{}' NOT NULL,
	`language` text NOT NULL,
	`time_zone` text NOT NULL,
	`page` text NOT NULL,
	`first_page` text NOT NULL,
	`browser` text NOT NULL,
	`created_at` integer NOT NULL,
	`seen_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `visitors_by_subject` ON `visitors` (`widget`, `subject`);
--> statement-breakpoint
CREATE INDEX `visitors_by_organization` ON `visitors` (`organization`);
--> statement-breakpoint
CREATE TABLE `visitor_sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`visitor` text NOT NULL,
	`widget` text NOT NULL,
	`organization` text NOT NULL,
	`origin` text NOT NULL,
	`rotation` integer NOT NULL,
	`token_hash` text NOT NULL,
	`previous_hash` text,
	`previous_until` integer,
	`verified_until` integer,
	`challenged` integer DEFAULT false NOT NULL,
	`created_at` integer NOT NULL,
	`renewed_at` integer NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `visitor_sessions_by_token` ON `visitor_sessions` (`token_hash`);
--> statement-breakpoint
CREATE INDEX `visitor_sessions_by_previous` ON `visitor_sessions` (`previous_hash`);
--> statement-breakpoint
CREATE INDEX `visitor_sessions_by_visitor` ON `visitor_sessions` (`visitor`);
--> statement-breakpoint
CREATE INDEX `visitor_sessions_by_expiry` ON `visitor_sessions` (`expires_at`);
--> statement-breakpoint
CREATE TRIGGER `visitor_sessions_revoke` AFTER DELETE ON `visitor_sessions`
BEGIN
  INSERT INTO `revocations` (`user`, `grant`, `created_at`)
  VALUES (OLD.`visitor`, OLD.`id`, CAST(unixepoch('subsec') * 1000 AS INTEGER));
END;
--> statement-breakpoint
CREATE TABLE `visitor_codes` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`visitor` text NOT NULL,
	`session` text,
	`verified_until` integer,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `visitor_codes_by_visitor` ON `visitor_codes` (`visitor`);
--> statement-breakpoint
CREATE TABLE `conversations` (
	`room` text PRIMARY KEY NOT NULL,
	`organization` text NOT NULL,
	`widget` text NOT NULL,
	`visitor` text NOT NULL,
	`session` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `conversations_by_visitor` ON `conversations` (`visitor`, `created_at`);
--> statement-breakpoint
CREATE INDEX `conversations_by_organization` ON `conversations` (`organization`);
--> statement-breakpoint
CREATE TABLE `identity_uses` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`session` text NOT NULL,
	`expires_at` integer NOT NULL
);

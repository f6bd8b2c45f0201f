CREATE TABLE `agents` (
	`id` text PRIMARY KEY NOT NULL,
	`organization` text NOT NULL,
	`name` text NOT NULL,
	`face` text NOT NULL,
	`instructions` text NOT NULL,
	`model` text NOT NULL,
	`temperature` real NOT NULL,
	`greeting` text NOT NULL,
	`starters` text NOT NULL,
	`is_default` integer NOT NULL,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`request_key` text,
	FOREIGN KEY (`organization`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `agents_request_key_unique` ON `agents` (`request_key`);--> statement-breakpoint
CREATE INDEX `agents_by_organization` ON `agents` (`organization`,`created_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `agents_one_default` ON `agents` (`organization`) WHERE is_default = 1;--> statement-breakpoint
CREATE TABLE `organization_ai` (
	`organization` text PRIMARY KEY NOT NULL,
	`moderation` text NOT NULL,
	`agent_welcomed_at` integer,
	FOREIGN KEY (`organization`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `organization_ai_not_welcomed` ON `organization_ai` (`organization`) WHERE agent_welcomed_at IS NULL;--> statement-breakpoint
CREATE TABLE `share_openings` (
	`share` text NOT NULL,
	`user` text NOT NULL,
	`opened_at` integer NOT NULL,
	PRIMARY KEY(`share`, `user`)
);
--> statement-breakpoint
CREATE TABLE `shares` (
	`id` text PRIMARY KEY NOT NULL,
	`token_hash` text NOT NULL,
	`organization` text NOT NULL,
	`room` text NOT NULL,
	`access` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`revoked_at` integer,
	`ended_at` integer,
	`done_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `shares_token_hash_unique` ON `shares` (`token_hash`);--> statement-breakpoint
CREATE INDEX `shares_by_room` ON `shares` (`room`,`created_at`);--> statement-breakpoint
CREATE INDEX `shares_to_end` ON `shares` (`revoked_at`) WHERE revoked_at IS NOT NULL AND done_at IS NULL;
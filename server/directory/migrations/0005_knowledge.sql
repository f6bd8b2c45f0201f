CREATE TABLE `documents` (
	`id` text PRIMARY KEY NOT NULL,
	`organization` text NOT NULL,
	`library` text NOT NULL,
	`title` text NOT NULL,
	`kind` text NOT NULL,
	`source` text NOT NULL,
	`address` text,
	`language` text,
	`tags` text NOT NULL,
	`state` text NOT NULL,
	`progress` real DEFAULT 0 NOT NULL,
	`failure` text,
	`bytes` integer NOT NULL,
	`pages` integer,
	`chunks` integer,
	`cited` integer DEFAULT 0 NOT NULL,
	`version` integer NOT NULL,
	`ready_version` integer,
	`attempt` integer DEFAULT 0 NOT NULL,
	`instance` text,
	`lease_until` integer,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`request_key` text,
	`deleted_at` integer,
	FOREIGN KEY (`library`) REFERENCES `libraries`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `documents_request_key_unique` ON `documents` (`request_key`);--> statement-breakpoint
CREATE INDEX `documents_by_library` ON `documents` (`library`,`created_at`);--> statement-breakpoint
CREATE INDEX `documents_leased` ON `documents` (`lease_until`) WHERE lease_until IS NOT NULL;--> statement-breakpoint
CREATE INDEX `documents_deleted` ON `documents` (`deleted_at`) WHERE deleted_at IS NOT NULL;--> statement-breakpoint
CREATE TABLE `libraries` (
	`id` text PRIMARY KEY NOT NULL,
	`organization` text NOT NULL,
	`name` text NOT NULL,
	`description` text NOT NULL,
	`readers` text NOT NULL,
	`agents` text NOT NULL,
	`rooms` text NOT NULL,
	`is_sample` integer DEFAULT false NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`version` integer NOT NULL,
	`request_key` text,
	`deleted_at` integer,
	FOREIGN KEY (`organization`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `libraries_request_key_unique` ON `libraries` (`request_key`);--> statement-breakpoint
CREATE INDEX `libraries_by_organization` ON `libraries` (`organization`,`created_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `libraries_one_sample` ON `libraries` (`organization`) WHERE is_sample = 1 AND deleted_at IS NULL;
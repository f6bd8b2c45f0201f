CREATE TABLE `idempotent_requests` (
	`key` text PRIMARY KEY NOT NULL,
	`request` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `idempotent_requests_by_age` ON `idempotent_requests` (`at`);
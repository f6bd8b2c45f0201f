CREATE TABLE `counted_turns` (
	`turn` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `counted_turns_by_age` ON `counted_turns` (`at`);--> statement-breakpoint
CREATE TABLE `version_requests` (
	`document` text NOT NULL,
	`user` text NOT NULL,
	`key` text NOT NULL,
	`version` integer NOT NULL,
	`body` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`document`, `user`, `key`),
	FOREIGN KEY (`document`) REFERENCES `documents`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `version_requests_by_age` ON `version_requests` (`at`);
CREATE TABLE `handles` (
	`organization` text NOT NULL,
	`key` text NOT NULL,
	`handle` text NOT NULL,
	`holder` text NOT NULL,
	PRIMARY KEY(`organization`, `key`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `handles_by_holder` ON `handles` (`organization`,`holder`);
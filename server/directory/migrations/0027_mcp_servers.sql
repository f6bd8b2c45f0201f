CREATE TABLE `mcp_servers` (
	`id` text PRIMARY KEY NOT NULL,
	`organization` text NOT NULL,
	`name` text NOT NULL,
	`short` text NOT NULL,
	`address` text NOT NULL,
	`headers` text,
	`header_names` text NOT NULL,
	`revision` integer NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`checked_at` integer,
	`problem` text,
	`left_out` integer NOT NULL,
	`request_key` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `mcp_servers_by_request` ON `mcp_servers` (`request_key`);
--> statement-breakpoint
CREATE UNIQUE INDEX `mcp_servers_by_short` ON `mcp_servers` (`organization`, `short`);
--> statement-breakpoint
CREATE TABLE `mcp_tools` (
	`server` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`description` text NOT NULL,
	`schema` text NOT NULL,
	`digest` text NOT NULL,
	`gone` integer NOT NULL,
	`consent_digest` text,
	`consent_description` text,
	`consent_schema` text,
	`consent_by` text,
	`consent_at` integer,
	`rooms` text,
	`askers` text,
	`approval` text,
	PRIMARY KEY (`server`, `id`)
);

-- Groups that everyone of the organization finds and joins. The room decides: this is its projection.
ALTER TABLE `rooms` ADD `is_public` integer DEFAULT false NOT NULL;
--> statement-breakpoint
ALTER TABLE `rooms` ADD `topic` text DEFAULT '' NOT NULL;
--> statement-breakpoint
CREATE INDEX `rooms_public` ON `rooms` (`organization`, `id`) WHERE is_public = 1;

-- Devices that are told by push. A session that ends takes its row with it, so it is never told again.
CREATE TABLE `push_devices` (
	`session` text PRIMARY KEY NOT NULL,
	`user` text NOT NULL,
	`endpoint` text NOT NULL,
	`p256dh` text NOT NULL,
	`auth` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`session`) REFERENCES `sessions`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `push_devices_by_endpoint` ON `push_devices` (`endpoint`);
--> statement-breakpoint
CREATE INDEX `push_devices_by_user` ON `push_devices` (`user`);
--> statement-breakpoint
-- Notices that the queue has given up on. They have no content.
CREATE TABLE `dead_notices` (
	`id` text PRIMARY KEY NOT NULL,
	`organization` text NOT NULL,
	`user` text NOT NULL,
	`key` text NOT NULL,
	`version` integer NOT NULL,
	`failed_at` integer NOT NULL,
	`reason` text NOT NULL,
	`sent_again_at` integer
);
--> statement-breakpoint
CREATE INDEX `dead_notices_by_organization` ON `dead_notices` (`organization`,`failed_at`);
--> statement-breakpoint
-- People who are told outside of the app by push or in another chat. A large room tells their inboxes of news that calls nobody too.
CREATE TABLE `notice_listeners` (
	`organization` text NOT NULL,
	`user` text NOT NULL,
	PRIMARY KEY(`organization`, `user`),
	FOREIGN KEY (`user`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);

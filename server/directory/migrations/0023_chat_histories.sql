-- Which session a conversation is in that a client of OpenAI's protocol sends whole each time, by a hash of its messages.
CREATE TABLE `chat_histories` (
	`hash` text PRIMARY KEY NOT NULL,
	`room` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `chat_histories_by_time` ON `chat_histories` (`at`);
--> statement-breakpoint
CREATE INDEX `chat_histories_by_room` ON `chat_histories` (`room`);

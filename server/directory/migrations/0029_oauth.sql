-- The access of an app is a key (its id is the grant), which nobody holds: the app holds tokens for it.
CREATE TABLE `oauth_grants` (
	`key` text PRIMARY KEY NOT NULL,
	`client` text NOT NULL,
	`access_hash` text NOT NULL,
	`access_until` integer NOT NULL,
	`refresh_hash` text NOT NULL,
	`previous_refresh_hash` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `oauth_grants_by_access` ON `oauth_grants` (`access_hash`);
--> statement-breakpoint
CREATE UNIQUE INDEX `oauth_grants_by_refresh` ON `oauth_grants` (`refresh_hash`);
--> statement-breakpoint
CREATE INDEX `oauth_grants_by_previous` ON `oauth_grants` (`previous_refresh_hash`);
--> statement-breakpoint
CREATE TRIGGER `api_keys_end_oauth` AFTER DELETE ON `api_keys`
BEGIN
  DELETE FROM `oauth_grants` WHERE `key` = OLD.`id`;
END;
--> statement-breakpoint
CREATE TABLE `oauth_codes` (
	`code_hash` text PRIMARY KEY NOT NULL,
	`client` text NOT NULL,
	`client_name` text NOT NULL,
	`redirect_uri` text NOT NULL,
	`challenge` text NOT NULL,
	`organization` text NOT NULL,
	`user` text NOT NULL,
	`scopes` text NOT NULL,
	`expires_at` integer NOT NULL,
	`key` text
);
--> statement-breakpoint
CREATE INDEX `oauth_codes_by_expiry` ON `oauth_codes` (`expires_at`);

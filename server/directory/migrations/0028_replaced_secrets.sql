-- Hashes of secrets of keys and of incoming webhooks that others have replaced. A late repeat of the request that made one must not make it
-- valid again.
CREATE TABLE `replaced_secrets` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`owner` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `replaced_secrets_by_owner` ON `replaced_secrets` (`owner`);
--> statement-breakpoint
INSERT INTO `replaced_secrets` (`token_hash`, `owner`)
SELECT `previous_hash`, `id` FROM `api_keys` WHERE `previous_hash` IS NOT NULL;
--> statement-breakpoint
CREATE TRIGGER `api_keys_replace` AFTER UPDATE OF `token_hash` ON `api_keys`
WHEN OLD.`token_hash` <> NEW.`token_hash`
BEGIN
  INSERT OR IGNORE INTO `replaced_secrets` (`token_hash`, `owner`) VALUES (OLD.`token_hash`, OLD.`id`);
END;
--> statement-breakpoint
CREATE TRIGGER `api_keys_forget` AFTER DELETE ON `api_keys`
BEGIN
  DELETE FROM `replaced_secrets` WHERE `owner` = OLD.`id`;
END;
--> statement-breakpoint
CREATE TRIGGER `incoming_webhooks_replace` AFTER UPDATE OF `token_hash` ON `incoming_webhooks`
WHEN OLD.`token_hash` <> NEW.`token_hash`
BEGIN
  INSERT OR IGNORE INTO `replaced_secrets` (`token_hash`, `owner`) VALUES (OLD.`token_hash`, OLD.`id`);
END;
--> statement-breakpoint
CREATE TRIGGER `incoming_webhooks_forget` AFTER DELETE ON `incoming_webhooks`
BEGIN
  DELETE FROM `replaced_secrets` WHERE `owner` = OLD.`id`;
END;

-- better-auth deletes sessions in several places and offers no batch. A trigger writes the revocation in the same
-- transaction, so that no session and no membership can end without the objects being told.
CREATE TRIGGER `sessions_revoke` AFTER DELETE ON `sessions`
BEGIN
  INSERT INTO `revocations` (`user`, `session`, `created_at`)
  VALUES (OLD.`user_id`, OLD.`id`, CAST(unixepoch('subsec') * 1000 AS INTEGER));
END;
--> statement-breakpoint
CREATE TRIGGER `members_revoke` AFTER DELETE ON `members`
BEGIN
  INSERT INTO `revocations` (`user`, `organization`, `created_at`)
  VALUES (OLD.`user`, OLD.`organization`, CAST(unixepoch('subsec') * 1000 AS INTEGER));
END;

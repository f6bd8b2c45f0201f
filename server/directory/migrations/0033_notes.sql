-- A library with an owner holds the notes of one person and is read by nobody else.
ALTER TABLE `libraries` ADD `owner` text;
--> statement-breakpoint
CREATE UNIQUE INDEX `libraries_one_of_owner` ON `libraries` (`organization`,`owner`)
  WHERE owner IS NOT NULL AND deleted_at IS NULL;
--> statement-breakpoint
-- What a note has beside its document. The row is deleted in the same step in which the document is marked as deleted.
CREATE TABLE `notes` (
	`document` text PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`excerpt` text NOT NULL,
	`context` text,
	`copy` text,
	`copied_version` integer,
	`copies` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`document`) REFERENCES `documents`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
-- What a note points to: the title of another note, folded, an address, or a file that came with it.
CREATE TABLE `note_links` (
	`note` text NOT NULL,
	`kind` text NOT NULL,
	`target` text NOT NULL,
	`label` text NOT NULL,
	`place` integer NOT NULL,
	PRIMARY KEY(`note`, `kind`, `target`),
	FOREIGN KEY (`note`) REFERENCES `documents`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `note_links_by_target` ON `note_links` (`target`);
--> statement-breakpoint
-- Rooms in which agents may have answered from somebody's notes. Such answers stay restricted to this person.
CREATE TABLE `note_uses` (
	`room` text NOT NULL,
	`library` text NOT NULL,
	PRIMARY KEY(`room`, `library`),
	FOREIGN KEY (`library`) REFERENCES `libraries`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `note_uses_by_library` ON `note_uses` (`library`);
--> statement-breakpoint
CREATE TRIGGER `rooms_forget_note_uses` AFTER DELETE ON `rooms`
BEGIN
  DELETE FROM `note_uses` WHERE `room` = OLD.`id`;
END;
--> statement-breakpoint
-- The address by which a person mails notes to themselves. The server's key signs it; a new row is a new address.
CREATE TABLE `note_addresses` (
	`id` text PRIMARY KEY NOT NULL,
	`organization` text NOT NULL,
	`user` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `note_addresses_by_user` ON `note_addresses` (`organization`,`user`);
--> statement-breakpoint
CREATE TRIGGER `documents_forget_note` AFTER UPDATE OF `deleted_at` ON `documents` WHEN NEW.`deleted_at` IS NOT NULL
BEGIN
  DELETE FROM `notes` WHERE `document` = NEW.`id`;
  DELETE FROM `note_links` WHERE `note` = NEW.`id`;
  UPDATE `notes` SET `copy` = NULL, `copied_version` = NULL, `copies` = `copies` + 1 WHERE `copy` = NEW.`id`;
END;
--> statement-breakpoint
CREATE INDEX `notes_by_copy` ON `notes` (`copy`) WHERE copy IS NOT NULL;
--> statement-breakpoint
-- Nobody can reach the notes of a person who has left. The sweeper deletes what they consist of.
CREATE TRIGGER `members_forget_notes` AFTER DELETE ON `members`
BEGIN
  UPDATE `documents` SET `deleted_at` = CAST(unixepoch('subsec') * 1000 AS INTEGER), `title` = '', `address` = NULL, `tags` = '[]',
    `instance` = NULL, `lease_until` = NULL
    WHERE `deleted_at` IS NULL AND `library` IN (SELECT `id` FROM `libraries`
      WHERE `organization` = OLD.`organization` AND `owner` = OLD.`user` AND `deleted_at` IS NULL);
  UPDATE `libraries` SET `deleted_at` = CAST(unixepoch('subsec') * 1000 AS INTEGER)
    WHERE `organization` = OLD.`organization` AND `owner` = OLD.`user` AND `deleted_at` IS NULL;
  DELETE FROM `note_addresses` WHERE `organization` = OLD.`organization` AND `user` = OLD.`user`;
END;

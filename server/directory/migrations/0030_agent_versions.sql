-- The ids of the libraries from which an agent answers, as a JSON array. Null: all that allow it.
ALTER TABLE `agents` ADD `libraries` text;
--> statement-breakpoint
-- Whether its answers are given what is remembered, and may have something remembered or forgotten.
ALTER TABLE `agents` ADD `memory` integer DEFAULT true NOT NULL;
--> statement-breakpoint
ALTER TABLE `agents` ADD `changed_by` text;
--> statement-breakpoint
ALTER TABLE `agents` ADD `changed_at` integer;
--> statement-breakpoint
-- Each version of each agent, as it was after the change. `fields`: what the change has changed, as a JSON array; null for the first version that is kept.
CREATE TABLE `agent_versions` (
	`agent` text NOT NULL,
	`version` integer NOT NULL,
	`at` integer,
	`by` text,
	`fields` text,
	`state` text NOT NULL,
	PRIMARY KEY (`agent`, `version`)
);
--> statement-breakpoint
CREATE TRIGGER `agents_first_version` AFTER INSERT ON `agents`
BEGIN
  INSERT INTO `agent_versions` (`agent`, `version`, `at`, `by`, `fields`, `state`)
  VALUES (NEW.`id`, NEW.`version`, coalesce(NEW.`changed_at`, NEW.`created_at`), NEW.`changed_by`, NULL,
    json_object('name', NEW.`name`, 'face', NEW.`face`, 'greeting', NEW.`greeting`, 'starters', json(NEW.`starters`),
      'instructions', NEW.`instructions`, 'model', NEW.`model`, 'temperature', NEW.`temperature`, 'tools', json(NEW.`tools`),
      'libraries', json(NEW.`libraries`), 'memory', json(iif(NEW.`memory`, 'true', 'false')),
      'isDefault', json(iif(NEW.`is_default`, 'true', 'false'))));
END;
--> statement-breakpoint
-- The newest 101 stay: of 100 it can be said what they changed.
CREATE TRIGGER `agents_next_version` AFTER UPDATE OF `version` ON `agents` WHEN NEW.`version` <> OLD.`version`
BEGIN
  INSERT INTO `agent_versions` (`agent`, `version`, `at`, `by`, `fields`, `state`)
  VALUES (NEW.`id`, NEW.`version`, NEW.`changed_at`, NEW.`changed_by`,
    (SELECT json_group_array(`value`) FROM json_each(json_array(
      iif(OLD.`name` IS NOT NEW.`name`, 'name', NULL),
      iif(OLD.`face` IS NOT NEW.`face`, 'face', NULL),
      iif(OLD.`greeting` IS NOT NEW.`greeting`, 'greeting', NULL),
      iif(OLD.`starters` IS NOT NEW.`starters`, 'starters', NULL),
      iif(OLD.`instructions` IS NOT NEW.`instructions`, 'instructions', NULL),
      iif(OLD.`model` IS NOT NEW.`model`, 'model', NULL),
      iif(OLD.`temperature` IS NOT NEW.`temperature`, 'temperature', NULL),
      iif(OLD.`tools` IS NOT NEW.`tools`, 'tools', NULL),
      iif(OLD.`libraries` IS NOT NEW.`libraries`, 'libraries', NULL),
      iif(OLD.`memory` IS NOT NEW.`memory`, 'memory', NULL),
      iif(OLD.`is_default` IS NOT NEW.`is_default`, 'isDefault', NULL))) WHERE `value` IS NOT NULL),
    json_object('name', NEW.`name`, 'face', NEW.`face`, 'greeting', NEW.`greeting`, 'starters', json(NEW.`starters`),
      'instructions', NEW.`instructions`, 'model', NEW.`model`, 'temperature', NEW.`temperature`, 'tools', json(NEW.`tools`),
      'libraries', json(NEW.`libraries`), 'memory', json(iif(NEW.`memory`, 'true', 'false')),
      'isDefault', json(iif(NEW.`is_default`, 'true', 'false'))));
  DELETE FROM `agent_versions` WHERE `agent` = NEW.`id` AND `version` <= NEW.`version` - 101;
END;
--> statement-breakpoint
CREATE TRIGGER `agents_forget_versions` AFTER DELETE ON `agents`
BEGIN
  DELETE FROM `agent_versions` WHERE `agent` = OLD.`id`;
END;
--> statement-breakpoint
-- Agents that are older than this table. When a later version was made, and by whom, is not known.
INSERT INTO `agent_versions` (`agent`, `version`, `at`, `by`, `fields`, `state`)
SELECT `id`, `version`, iif(`version` = 1, `created_at`, NULL), NULL, NULL,
  json_object('name', `name`, 'face', `face`, 'greeting', `greeting`, 'starters', json(`starters`),
    'instructions', `instructions`, 'model', `model`, 'temperature', `temperature`, 'tools', json(`tools`),
    'libraries', json(`libraries`), 'memory', json('true'), 'isDefault', json(iif(`is_default`, 'true', 'false')))
FROM `agents`;

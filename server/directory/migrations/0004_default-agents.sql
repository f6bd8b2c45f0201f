-- As for members: whoever deletes an agent, the rooms that have it are told.
CREATE TRIGGER `agents_revoke` AFTER DELETE ON `agents`
BEGIN
  INSERT INTO `revocations` (`user`, `organization`, `created_at`)
  VALUES (OLD.`id`, OLD.`organization`, CAST(unixepoch('subsec') * 1000 AS INTEGER));
END;
--> statement-breakpoint
-- Organizations that are older than agents get their default one here; the sweeper brings it into their `#welcome`.
-- Hexadecimal digits are Crockford's too: 26 of them are an id.
INSERT INTO `agents` (
  `id`, `organization`, `name`, `face`, `instructions`, `model`, `temperature`, `greeting`, `starters`, `is_default`,
  `version`, `created_at`
)
SELECT
  'agent_' || lower(hex(randomblob(13))),
  `id`,
  'Parley',
  '🦜',
  'You are Parley, a member of this conversation. Answer what you are asked, in the language of the question: first the answer, then what it rests on, briefly. Say so when you do not know or have to guess, and ask back when a question could mean two things. Use Markdown where it helps the eye.',
  'auto',
  0.7,
  'Hello, I am Parley. Ask me anything; everyone here reads along.',
  json_array(
    'Summarise what we have decided so far.',
    'What speaks for it, and what against?',
    'Draft a reply to the last message.',
    'Explain this to someone who is new here.'
  ),
  1,
  1,
  CAST(unixepoch('subsec') * 1000 AS INTEGER)
FROM `organizations`;
--> statement-breakpoint
INSERT INTO `organization_ai` (`organization`, `moderation`) SELECT `id`, 'off' FROM `organizations`;

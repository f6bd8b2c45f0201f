UPDATE `agents` SET `greeting` = 'Hello, I''m Parley. What would you like to know?'
WHERE `greeting` = 'Hello, I am Parley. Ask me anything; everyone here reads along.';--> statement-breakpoint
UPDATE `agents` SET `starters` = json_array(
  'What can you help me with?',
  'Help me plan a project, step by step.',
  'Draft an announcement for my team.',
  'Explain a subject that I name, from the beginning.'
)
WHERE `starters` = json_array(
  'Summarise what we have decided so far.',
  'What speaks for it, and what against?',
  'Draft a reply to the last message.',
  'Explain this to someone who is new here.'
);

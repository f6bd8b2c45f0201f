-- The names of the tools that an agent may call, as a JSON array. Null: all tools of the app.
ALTER TABLE `agents` ADD `tools` text;

ALTER TABLE `organizations` ADD `picture` text;

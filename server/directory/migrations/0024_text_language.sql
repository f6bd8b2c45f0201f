-- The language of a document's text, by which a search can be limited. Null for documents that were read before, and where it is not known.
ALTER TABLE `documents` ADD `text_language` text;

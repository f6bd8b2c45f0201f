export const words = {
  tags: "Tags",
  pages: { one: "{{count}} page", other: "{{count}} pages" },
  passages: { one: "{{count}} passage", other: "{{count}} passages" },
  cited: { one: "cited {{count}} time", other: "cited {{count}} times" },
  version: "version {{version}}",

  // Kinds
  markdown: "Markdown",
  text: "Text",
  html: "Web page",
  csv: "Table",
  json: "JSON",
  pdf: "PDF",
  docx: "Word",
  odt: "OpenDocument",
  spreadsheet: "Spreadsheet",
  presentation: "Presentation",
  book: "Book",
  rtf: "Rich text",
  email: "Mail",
  notebook: "Notebook",
  feed: "Feed",
  code: "Code",
  note: "Note",

  // States
  stored: "Waiting",
  reading: "Reading",
  cutting: "Splitting into passages",
  embedding: "Preparing for search",
  indexing: "Indexing",
  ready: "Ready",
  failed: "Failed",

  // Why a document could not be read, and what the person can do
  tooLarge: "The file is too large.",
  tooManyPages: "It has too many pages. Split it, and add the parts.",
  tooLong: "It has too much text. Split it, and add the parts.",
  wrongType: "This type of file is not supported, or its content does not match its name.",
  oldOffice: "This is an old Office format. Save it as .docx, .xlsx or .pptx, and add that file.",
  outlookMessage: "This is an Outlook message. Save it as .eml or PDF, and add that file.",
  picture: "This is an image. Add a PDF or a document with its text.",
  archive: "This is an archive. Unpack it, and add the files.",
  encrypted: "It is password-protected. Save it without a password, and add that file.",
  notReadable: "The file is damaged. Open it, save it again, and add that file.",
  noText: "There is no text in it.",
  scan: "Its pages are images without text. Run text recognition (OCR), and add the new PDF.",
  notFetched: "The address did not return a readable page.",
  embeddingFailed: "It could not be prepared for search. Try again in a moment.",
  internal: "Something went wrong on the server.",

  // What of a document was not read
  notRead: "Not read",
  picturePages: {
    one: "Page {{pages}} is a picture and cannot be searched.",
    other: "Pages {{pages}} are pictures and cannot be searched.",
  },
  hiddenText: "It contains hidden text, which was left out.",
  linesNotRead: {
    one: "{{count}} line could not be read, the first is line {{first}}.",
    other: "{{count}} lines could not be read, the first is line {{first}}.",
  },
  attachmentsNotRead: {
    one: "{{count}} attachment was not read. Add the ones you need as separate files.",
    other: "{{count}} attachments were not read. Add the ones you need as separate files.",
  },
} as const;

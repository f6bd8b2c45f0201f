export const words = {
  source: "Source {{n}}: {{words}}",
  sources: "Sources",
  noSource: "No source in your documents.",
  deleted: "This source was deleted",
  page: "page {{page}}",
  line: "line {{line}}",
} as const;

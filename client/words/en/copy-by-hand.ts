export const words = {
  title: "Copy by hand",
  how: "This browser does not let the page copy. The text is selected: press Ctrl+C (⌘C on a Mac), or use the menu of the selection.",
  text: "Text to copy",
} as const;

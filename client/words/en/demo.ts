export const words = {
  visitorsToo: "Visitors of your website can ask it too, and reach your team.",
  seeOnPage: "See it on a page",
  notMade: "The page could not be made. Please try again.",
} as const;

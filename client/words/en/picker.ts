export const words = {
  loading: "Loading people",
  people: "People",
  person: "Person",
  search: "Search by name",
  nobodyYet: "There is nobody else yet. Invite people first.",
  nobody: "Nobody by that name.",
} as const;

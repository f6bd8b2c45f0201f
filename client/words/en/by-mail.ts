export const words = {
  byMail: "By mail",
  byOtherMail: "By mail, from another address",
  byOtherMailHint: "The address of the sender is not the one that the visitor left.",
} as const;

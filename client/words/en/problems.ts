export const words = {
  noConnection: "There is no connection to Parley. Please try again.",
  notResponding: "Parley is not responding correctly. Please try again in a moment.",
  wentWrong: "Something went wrong. Please try again.",
  serverProblem: "Parley has a problem at the moment. Please try again.",
  didNotWork: "That did not work. Please check what you entered.",
  otherPerson: "Someone else is signed in here now.",
  stillSignedIn: "You are still signed in. Please try again.",
} as const;

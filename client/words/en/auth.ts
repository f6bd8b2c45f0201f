export const words = {
  // Fields and buttons that several pages have
  email: "E-mail",
  password: "Password",
  passwordLength: "At least {{least}} characters.",
  signIn: "Sign in",
  signingIn: "Signing in…",
  backToSignIn: "Back to sign-in",
  goToParley: "Go to Parley",
  loading: "Loading",
  useAnotherAccount: "Use another account",
  signedInAs: "You are signed in as {{name}} ({{email}}).",
  linkNotWhole: "This link is not whole",

  // Signing in
  welcomeBack: "Good to see you again.",
  sessionEnded: "Your session has ended. What you wrote is kept on this device.",
  newHere: "New here? {{create}}",
  createAnOrganization: "Create an organization",
  code: "Code",
  codeHint: "The six digits that your authenticator app shows for Parley now.",
  recoveryCode: "Recovery code",
  recoveryCodeHint: "One of the codes that you kept when you set up two-factor sign-in. It works once.",
  useRecoveryCode: "Use a recovery code",
  useAuthenticatorApp: "Use the authenticator app",
  back: "Back",

  // Signing up
  createYourOrganization: "Create your organization",
  aboutParley: "Conversations for people and AI. It takes a minute.",
  haveAccount: "Already have an account? {{signIn}}",
  yourName: "Your name",
  organization: "Organization",
  organizationHint: "Your team or company. You can invite others afterwards.",
  pleaseWait: "Please wait…",
  createOrganization: "Create organization",
  createAccountAndJoin: "Create account and join",

  // Invitations
  lookingUpInvitation: "Looking up your invitation…",
  invitationNotValid: "This invitation is not valid",
  invitationNotValidAbout:
    "It may have expired, or it has been used. Ask the person who invited you for a new link.",
  invitationRevoked: "This invitation has been revoked",
  invitationExpired: "This invitation has expired",
  invitationUsedUp: "This invitation has been used up",
  askForNewInvitation: "Ask {{name}} for a new link to {{organization}}.",
  joinOrganization: "Join {{organization}}",
  invitesYou: "{{name}} invites you to {{organization}} on Parley.",
  invitesYouAsAdmin: "{{name}} invites you to {{organization}} on Parley, as an admin.",
  invitationForDomain: "The invitation is for e-mail addresses at {{domain}}.",
  imNewHere: "I'm new here",
  iHaveAnAccount: "I already have an account",
  inOthersToo:
    "You are in {{organizations}} already. You will be in {{organization}} too, with the same account.",
  joinAs: "Join as {{name}}",

  // Another person in this browser
  otherIsSignedIn: "{{name}} is signed in now",
  openedForOther:
    "This page was opened for {{name}} ({{email}}). Nothing is sent from it any more. What was not sent yet is kept on this device until {{again}} signs in here again.",
  goOnAs: "Go on as {{name}}",
  signInAs: "Sign in as {{name}}",

  // Shared rooms
  openingConversation: "Opening the conversation…",
  sharedWithYou: "Someone shared a conversation with you",
  signInToOpen: "Sign in to open it.",
  linkDoesNotWork: "This link does not work",
  linkDoesNotWorkAbout:
    "It may have been revoked or expired, or it is for another organization. ({{problem}})",

  // The address of an account
  confirmAddressTitle: "Confirm your e-mail address",
  confirmAddress: "Confirm address",
  addressConfirmed: "Your address is confirmed",
  accountHasAddress: "Your account has the address {{email}}.",
  openFromMail: "Open it again from the mail that you got.",

  // Passwords
  forgotTitle: "Forgot your password?",
  forgotByMail: "We send you a link with which you set a new password.",
  sendLink: "Send link",
  resetMailSent:
    "If an account has the address {{email}} and the address is confirmed, a link is on its way. It works for one hour.",
  noResetMail: "No mail? Look into the spam folder, or ask an owner of your organization for a link.",
  forgotByOwner:
    "This server sends no mail. Ask an owner of your organization for a link to set a new password.",
  ownersFindResetLink:
    "Owners find it under Settings, People, in the menu beside your name. The link works once, for 24 hours.",
  setNewPassword: "Set a new password",
  signedOutEverywhere: "You are signed out on all devices then.",
  setPassword: "Set password",
  openFromMailOrMessage: "Open it again from the mail or the message that you got.",
  askForNewLink: "Ask for a new link",
  passwordSet: "Your password is set",
  signInWithPassword: "Sign in with it now.",
} as const;

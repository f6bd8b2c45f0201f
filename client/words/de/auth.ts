import type { Translated } from "../entries.ts";
import type { words as english } from "../en/auth.ts";

export const words: Translated<typeof english> = {
  email: "E-Mail",
  password: "Passwort",
  passwordLength: "Mindestens {{least}} Zeichen.",
  signIn: "Anmelden",
  signingIn: "Anmeldung läuft…",
  backToSignIn: "Zurück zur Anmeldung",
  goToParley: "Zu Parley",
  loading: "Wird geladen",
  useAnotherAccount: "Anderes Konto verwenden",
  signedInAs: "Du bist als {{name}} ({{email}}) angemeldet.",
  linkNotWhole: "Dieser Link ist unvollständig",

  welcomeBack: "Schön, dich wiederzusehen.",
  sessionEnded: "Deine Anmeldung ist abgelaufen. Was du geschrieben hast, bleibt auf diesem Gerät erhalten.",
  newHere: "Neu hier? {{create}}",
  createAnOrganization: "Organisation anlegen",
  code: "Code",
  codeHint: "Die sechs Ziffern, die deine Authenticator-App gerade für Parley anzeigt.",
  recoveryCode: "Wiederherstellungscode",
  recoveryCodeHint:
    "Einer der Codes, die du beim Einrichten der Anmeldung mit zwei Faktoren aufbewahrt hast. Er gilt einmal.",
  useRecoveryCode: "Wiederherstellungscode verwenden",
  useAuthenticatorApp: "Authenticator-App verwenden",
  back: "Zurück",

  createYourOrganization: "Lege deine Organisation an",
  aboutParley: "Unterhaltungen für Menschen und KI. Es dauert nur eine Minute.",
  haveAccount: "Schon ein Konto? {{signIn}}",
  yourName: "Dein Name",
  organization: "Organisation",
  organizationHint: "Dein Team oder deine Firma. Andere kannst du danach einladen.",
  pleaseWait: "Bitte warten…",
  createOrganization: "Organisation anlegen",
  createAccountAndJoin: "Konto anlegen und beitreten",

  lookingUpInvitation: "Deine Einladung wird gesucht…",
  invitationNotValid: "Diese Einladung ist ungültig",
  invitationNotValidAbout:
    "Vielleicht ist sie abgelaufen oder schon verwendet. Bitte die Person, die dich eingeladen hat, um einen neuen Link.",
  invitationRevoked: "Diese Einladung wurde zurückgezogen",
  invitationExpired: "Diese Einladung ist abgelaufen",
  invitationUsedUp: "Diese Einladung ist aufgebraucht",
  askForNewInvitation: "Bitte {{name}} um einen neuen Link zu {{organization}}.",
  joinOrganization: "{{organization}} beitreten",
  invitesYou: "{{name}} lädt dich zu {{organization}} auf Parley ein.",
  invitesYouAsAdmin: "{{name}} lädt dich als Admin zu {{organization}} auf Parley ein.",
  invitationForDomain: "Die Einladung gilt für E-Mail-Adressen bei {{domain}}.",
  imNewHere: "Ich bin neu hier",
  iHaveAnAccount: "Ich habe schon ein Konto",
  inOthersToo:
    "Du bist schon bei {{organizations}}. Mit demselben Konto bist du dann auch bei {{organization}}.",
  joinAs: "Als {{name}} beitreten",

  otherIsSignedIn: "{{name}} ist jetzt angemeldet",
  openedForOther:
    "Diese Seite wurde für {{name}} ({{email}}) geöffnet. Von hier wird nichts mehr gesendet. Was noch nicht gesendet war, bleibt auf diesem Gerät, bis sich {{again}} hier wieder anmeldet.",
  goOnAs: "Als {{name}} fortfahren",
  signInAs: "Als {{name}} anmelden",

  openingConversation: "Die Unterhaltung wird geöffnet…",
  sharedWithYou: "Jemand hat eine Unterhaltung mit dir geteilt",
  signInToOpen: "Melde dich an, um sie zu öffnen.",
  linkDoesNotWork: "Dieser Link funktioniert nicht",
  linkDoesNotWorkAbout:
    "Vielleicht wurde er zurückgezogen oder ist abgelaufen, oder er gilt für eine andere Organisation. ({{problem}})",

  confirmAddressTitle: "Bestätige deine E-Mail-Adresse",
  confirmAddress: "Adresse bestätigen",
  addressConfirmed: "Deine Adresse ist bestätigt",
  accountHasAddress: "Dein Konto hat die Adresse {{email}}.",
  openFromMail: "Öffne ihn noch einmal aus der E-Mail, die du bekommen hast.",

  forgotTitle: "Passwort vergessen?",
  forgotByMail: "Wir senden dir einen Link, mit dem du ein neues Passwort festlegst.",
  sendLink: "Link senden",
  resetMailSent:
    "Wenn ein Konto die Adresse {{email}} hat und die Adresse bestätigt ist, ist ein Link unterwegs. Er gilt eine Stunde.",
  noResetMail:
    "Keine E-Mail? Sieh im Spam-Ordner nach oder bitte eine Inhaberin oder einen Inhaber deiner Organisation um einen Link.",
  forgotByOwner:
    "Dieser Server versendet keine E-Mails. Bitte eine Inhaberin oder einen Inhaber deiner Organisation um einen Link, mit dem du ein neues Passwort festlegst.",
  ownersFindResetLink:
    "Der Link steht unter Einstellungen, Personen, im Menü neben deinem Namen. Er gilt einmal und 24 Stunden lang.",
  setNewPassword: "Neues Passwort festlegen",
  signedOutEverywhere: "Du wirst dann auf allen Geräten abgemeldet.",
  setPassword: "Passwort festlegen",
  openFromMailOrMessage: "Öffne ihn noch einmal aus der E-Mail oder der Nachricht, die du bekommen hast.",
  askForNewLink: "Neuen Link anfordern",
  passwordSet: "Dein Passwort ist festgelegt",
  signInWithPassword: "Melde dich jetzt damit an.",
};

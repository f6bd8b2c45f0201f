export const words = {
  title: "Notifications",
  notHere:
    "This browser cannot show notifications for this address. They need a secure connection (https), and on some phones the installed app.",
  blocked: "Your browser blocks notifications from Parley.",
  allowThem:
    "To change that, open the settings of this site beside the address (on a phone: the settings of the browser, or of the app), allow notifications there, and come back. Nothing is lost meanwhile: what is unread is counted as ever.",
  on: "Notifications are on for this device.",
  onAbout:
    "There are no notifications while you are looking at Parley or using another device. What you read on one device is cleared on all. Choose what to be notified of in the menu of each conversation.",
  withSound: "With sound",
  quiet: "Do not disturb is on: no notifications until it ends.",
  change: "Change",
  off: "Notifications are off for this device.",
  offAbout:
    "When on, you are notified of new messages on this device, also when Parley is closed. Your browser asks for permission. This setting is for this device only.",
  pushOn: "This device is also told while Parley is closed.",
  pushOff: "This browser can only tell you while Parley is open in a tab or window.",
  allSettings: "All settings of notifications",
  turnOff: "Turn off",
  turnOn: "Turn on",
  close: "Close",
} as const;

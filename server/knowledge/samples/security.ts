export const SECURITY = `# Security

## Passwords

Every account has a password of its own of at least 14 characters, kept in the password manager. Nobody at Lumen & Loom will ever ask you for a password, also not the IT team.

Two-factor sign-in is required for e-mail, the shop system and the bank. Use the app, not text messages.

## Lost or stolen devices

Report a lost laptop or phone to security@lumenloom.example within one hour, at any time of the day. The IT team then locks the device from afar. Nobody is blamed for reporting too early.

## Customer data

Addresses and orders of customers stay in the shop system. Do not copy them into spreadsheets, chats or e-mails. Orders are kept for 10 years because the tax office asks for it; support chats are deleted after 24 months.

## Visitors

Visitors sign in at the front desk and wear a yellow badge. They are never left alone in the warehouse.

## Strange messages

If an e-mail asks for money, a gift card or a changed bank account, call the sender on a number that you know. Forward the e-mail to security@lumenloom.example and then delete it.
`;

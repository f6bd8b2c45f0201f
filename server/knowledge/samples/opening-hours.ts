export const OPENING_HOURS = `# Opening hours

## The shop in Harbour Street

The shop is open from 10:00 to 18:30 from Monday to Friday, and from 10:00 to 16:00 on Saturday. It is closed on Sundays and public holidays.

On the first Thursday of each month the shop stays open until 21:00 for the repair evening. Customers bring a lamp, we bring the tools.

## Support

Support answers chats and e-mails from 8:00 to 20:00 on weekdays and from 9:00 to 15:00 on Saturday. The phone line, extension 40, is staffed from 9:00 to 17:00 on weekdays only.

Outside these hours the answering machine promises a call back by noon of the next working day. Keep that promise.

## The warehouse

Parcels are collected at 15:00. Orders paid before 13:00 leave the warehouse on the same day. The warehouse gate opens at 6:30 and is locked at 19:00.
`;

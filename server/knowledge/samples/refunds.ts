export const REFUNDS = `# Refunds and returns

Lumen & Loom wants every lamp to find a home where it is liked. This page says what customers may send back and how they get their money.

## How long customers have

A lamp can be returned within 30 days of delivery, for any reason. Between 1 November and 24 December bought lamps can be returned until 31 January.

Custom-made shades cannot be returned unless they are faulty, because they are cut for one customer.

## How refunds are paid

Refunds are paid to the card or account that the customer paid with, within 5 working days after the parcel has arrived at the warehouse. Gift cards are refunded as a new gift card.

Refunds above 500 euros need the approval of a team lead before they are paid.

## Who pays for the parcel

The customer pays for sending a lamp back, at most 6.90 euros. If the lamp arrived broken or was the wrong one, Lumen & Loom pays, and support sends a return label by e-mail.

## Damaged on arrival

Ask the customer for two photos, one of the lamp and one of the box. With the photos support may send a replacement on the same day, without waiting for the broken lamp to come back.
`;

export const HOLIDAYS = `# Holidays and time off

## How many days

Everyone has 28 days of paid holiday a year, besides public holidays. Who works part time has the same number of weeks. After five years two more days are added.

## Asking for holiday

Ask your team lead at least two weeks before a holiday of more than three days. For up to three days, two working days are enough. Holidays are entered in the calendar called Away.

In the weeks before Christmas, from 1 to 20 December, at most two people of a team may be away at the same time.

## Days that are left over

Up to 6 unused days can be taken into the next year. They lapse on 31 March.

## When you are ill

Write to your team lead before 9:00 on the first day. A doctor's note is needed from the fourth day on. Days on which you were ill during a holiday are given back to you.

## A new child

Each parent has 16 weeks of fully paid leave, to be taken within the child's first year.
`;

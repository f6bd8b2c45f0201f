export const ONBOARDING = `# Your first week

Welcome to Lumen & Loom. Nobody expects you to know everything by Friday.

## Before you start

Your laptop and your keys wait for you at the front desk. The laptop is yours to set up; the IT team, extension 12, helps between 9:00 and 11:00.

## Monday

You meet your buddy at 9:30. A buddy is a colleague from another team who answers every question for your first three months. At noon the team goes out for lunch, and the company pays.

## Tuesday and Wednesday

You spend Tuesday in the shop and Wednesday in the warehouse, whatever your job is. Everyone here has wrapped a lamp once. Wear closed shoes in the warehouse.

## Thursday

You listen to support calls for two hours and write down one thing that we could do better.

## Friday

Your team lead asks you how the week was, and agrees with you on three goals for the first three months. The trial period is six months.

## Money matters

Salaries are paid on the 25th of each month. Expenses up to 50 euros need no approval: send the receipt to the address expenses@lumenloom.example within 30 days. Commuters get a monthly ticket for the tram, paid by the company.
`;

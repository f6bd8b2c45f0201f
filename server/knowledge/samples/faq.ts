export const FAQ = `# Questions about our lamps

## Which bulb fits the Heron floor lamp?

The Heron takes an E27 bulb of at most 12 watts LED. Older bulbs get too hot for its paper shade.

## Can the Pebble table lamp be dimmed?

Yes. Touch its base for a second and it dims in three steps. It remembers the last step when it is switched off.

## How long does the battery of the Firefly last?

The Firefly shines for 9 hours at full brightness and 40 hours at the lowest. It charges in 3 hours over USB-C. The battery can be replaced with a coin as the only tool.

## Are the lamps waterproof?

Only the Gull wall lamp may hang outside; it is rated IP54, against splashing water. No lamp of ours may be put into water.

## How do I clean a linen shade?

With a dry, soft brush, or the lowest setting of a vacuum cleaner. Never with water: linen shades shrink.

## How long is the guarantee?

All lamps have a guarantee of 3 years from the day of delivery, and batteries of 1 year. Spare parts are sold for at least 10 years after a lamp has left the range.

## Where are the lamps made?

The frames are made in Porto and the shades in Ghent. Lamps are put together in our own warehouse.
`;

/** Without a keyboard on the screen, browsers show a page on at least this part of the height of the screen. */
const WHOLE = 0.7;

/** Whether this device is used by touch. */
export const isTouched = (): boolean => matchMedia("(pointer: coarse)").matches;

/**
 * Whether a keyboard on the screen is open. Beside a keyboard of its own, a touch device shows the page on the whole screen. No browser
 * says it: iOS and Android only change the height of the visible part.
 */
export function hasScreenKeyboard(): boolean {
  if (!isTouched()) return false;
  // iOS keeps the width and the height of the screen when the device is turned.
  const sides = [screen.width, screen.height];
  const isUpright = !screen.orientation.type.startsWith("landscape");
  const whole = isUpright ? Math.max(...sides) : Math.min(...sides);
  const shown = visualViewport === null ? innerHeight : visualViewport.height * visualViewport.scale;
  return shown < whole * WHOLE;
}

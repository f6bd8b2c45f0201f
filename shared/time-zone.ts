/** Whether it is the name of a time zone, such as `Europe/Berlin`. */
export function isValidTimeZone(name: string): boolean {
  if (name === "" || name.length > 60) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

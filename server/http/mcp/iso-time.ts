/** Models read dates better than milliseconds. */
export const isoTime = (milliseconds: number): string => new Date(milliseconds).toISOString();

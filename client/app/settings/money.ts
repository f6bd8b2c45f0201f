const MILLION = 1_000_000;

/** Millionths of a dollar as a field shows them; empty for no bound. */
export const toDollars = (millionths: number | null): string =>
  millionths === null ? "" : String(millionths / MILLION);

export const toMillionths = (dollars: string): number | null =>
  dollars.trim() === "" ? null : Math.round(Number(dollars) * MILLION);

/** CRC-32 as PNG defines it (ISO 3309), over several pieces: `seal(add(add(START, a), b))`. */
export const START = 0xffffffff;

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte;
  for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  return sum;
});

export function add(sum: number, bytes: Uint8Array): number {
  for (const byte of bytes) sum = step(sum, byte);
  return sum;
}

export function addZeros(sum: number, count: number): number {
  for (let i = 0; i < count; i++) sum = step(sum, 0);
  return sum;
}

export const seal = (sum: number): number => ~sum >>> 0;

const step = (sum: number, byte: number): number => (sum >>> 8) ^ (table[(sum ^ byte) & 0xff] ?? 0);

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;

/** A zip file of these parts, not compressed. */
export function packParts(parts: { name: string; bytes: Uint8Array }[]): Uint8Array {
  const local: Uint8Array[] = [];
  const central: Uint8Array[] = [];
  let offset = 0;
  for (const { name, bytes } of parts) {
    const encoded = new TextEncoder().encode(name);
    const common = [20, 0, 0, 0, 0, crc32(bytes), bytes.length, bytes.length, encoded.length, 0] as const;
    const header = record([LOCAL, 4], ...fieldsOf(common));
    local.push(header, encoded, bytes);
    central.push(
      record([CENTRAL, 4], [20, 2], ...fieldsOf(common), [0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]),
      encoded,
    );
    offset += header.length + encoded.length + bytes.length;
  }
  const size = central.reduce((sum, { length }) => sum + length, 0);
  const end = record(
    [END, 4],
    [0, 2],
    [0, 2],
    [parts.length, 2],
    [parts.length, 2],
    [size, 4],
    [offset, 4],
    [0, 2],
  );
  return concat([...local, ...central, end]);
}

type Field = [value: number, bytes: 2 | 4];

/** The common fields of local and central headers: version, flags, method, time, date, checksum, sizes, lengths. */
function fieldsOf(values: readonly number[]): Field[] {
  const widths = [2, 2, 2, 2, 2, 4, 4, 4, 2, 2] as const;
  return values.map((value, i) => [value, widths[i] ?? 2]);
}

function record(...fields: Field[]): Uint8Array {
  const bytes = new Uint8Array(fields.reduce((sum, [, width]) => sum + width, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [value, width] of fields) {
    if (width === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += width;
  }
  return bytes;
}

function concat(pieces: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let crc = n;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
  return crc;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (CRC_TABLE[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

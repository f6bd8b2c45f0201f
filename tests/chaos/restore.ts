import { cp, rm } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import type { Device } from "./actors/device.ts";
import { standsInRoom } from "./history.ts";
import type { Cast } from "./world/cast.ts";
import { readFinalLog } from "./world/read-final-log.ts";
import type { ServerUnderTest } from "./world/server-under-test.ts";
import { until } from "./world/until.ts";

export interface Restored {
  violations: string[];
  /** Clients that were reset by a snapshot. */
  resets: number;
}

const TIMEOUT_MS = 50_000;

/**
 * R5: restores a backup from before the last messages, with a higher RESTORE_GENERATION. Every client must start again from a
 * snapshot of the older history, drop the newer one, and be able to write.
 */
export async function restoreAnOlderCopy(
  server: ServerUnderTest,
  devices: readonly Device[],
  cast: Cast,
): Promise<Restored> {
  const copy = `${server.data}-copy`;
  await server.stop();
  await cp(server.data, copy, { recursive: true });
  await server.start();
  await sendOneMessage(devices, "lost with the newer history");

  await server.kill();
  await rm(server.data, { recursive: true });
  await cp(copy, server.data, { recursive: true });
  const epochs = new Map(devices.map((device) => [device, device.rooms.map(({ view }) => view?.epoch)]));
  await server.start({ RESTORE_GENERATION: "1" });
  await sendOneMessage(devices, "after the restore");

  const violations: string[] = [];
  let resets = 0;
  for (const id of cast.rooms) {
    const log = await readFinalLog(server.origin, cast, id);
    for (const device of devices.filter(({ spec }) => spec.rooms.includes(id))) {
      const { view } = device.room(id);
      const who = `R5: ${device.spec.name} in ${id}`;
      if (epochs.get(device)?.includes(view?.epoch) === true) violations.push(`${who} kept its old epoch`);
      else resets += 1;
      if (!isDeepStrictEqual(view?.messages.slice(-40), log.messages.filter(standsInRoom).slice(-40)))
        violations.push(`${who} shows other messages than the restored room`);
      if (view?.messages.some(({ text }) => text.startsWith("lost with")) === true)
        violations.push(`${who} still shows what was lost`);
    }
  }
  return { violations, resets };
}

async function sendOneMessage(devices: readonly Device[], text: string): Promise<void> {
  for (const device of devices) for (const { id } of device.rooms) await device.write(id, `${text} #${id}`);
  const senders = (room: string): number =>
    devices.filter(({ spec }) => spec.rooms.some((id) => id === room)).length;
  const arrived = (device: Device): boolean =>
    device.rooms.every(
      ({ id, view, outbox }) =>
        outbox.length === 0 &&
        (view?.messages.filter((message) => message.text.startsWith(text)).length ?? 0) >= senders(id),
    );
  await until(() => devices.every(arrived), TIMEOUT_MS, `everyone sends and sees "${text}"`);
}

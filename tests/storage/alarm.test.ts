import { expect, test, vi } from "vitest";
import { Alarm, type AlarmStorage } from "../../server/storage/alarm.ts";
import type { Schedule } from "../../server/storage/schedule.ts";

test("STORE-4: tasks that cannot be read when their timer rings are left to the alarm, and nothing is thrown", async () => {
  vi.useFakeTimers({ now: 1_000_000 });
  const logged = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const alarms: number[] = [];
  const storage: AlarmStorage = {
    getAlarm: async () => null,
    setAlarm: async (at: number) => void alarms.push(at),
    deleteAlarm: async () => undefined,
  };
  let earliest = Date.now() + 30_000;
  const schedule = {
    earliest: () => earliest,
    due: () => {
      throw new Error("no such table");
    },
  } as unknown as Schedule<{ task: string }>;
  const alarm = new Alarm(storage, schedule, async () => null);
  alarm.arm(Date.now());
  earliest = Date.now() + 5;
  alarm.arm(Date.now());
  await vi.advanceTimersByTimeAsync(10);
  expect(logged).toHaveBeenCalledOnce();
  expect(alarms).toEqual([1_030_000]);
  vi.useRealTimers();
  logged.mockRestore();
});

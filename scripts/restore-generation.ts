/** RESTORE_GENERATION of the environment, for one start after a backup was restored. Rooms remember the highest one. */
export function restoreGeneration({ RESTORE_GENERATION }: NodeJS.ProcessEnv): Record<string, string> {
  return RESTORE_GENERATION === undefined ? {} : { RESTORE_GENERATION };
}

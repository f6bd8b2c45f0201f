/**
 * Loads a module, and loads it again after a failure. Browsers remember by its address that a module has failed, so it is asked for at another
 * one, which they name in the error (Chromium and Firefox). Without that name the same address is asked for.
 */
export function loadAgain<Module>(load: () => Promise<Module>): () => Promise<Module> {
  let address: string | undefined;
  return async () => {
    try {
      return await (address === undefined
        ? load()
        : import(/* @vite-ignore */ `${address}?again=${Date.now()}`));
    } catch (error) {
      address ??= /https?:\/\/[^\s?]+\.js/.exec(String(error))?.[0];
      throw error;
    }
  };
}

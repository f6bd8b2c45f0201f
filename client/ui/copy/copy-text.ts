/**
 * Copies a text; resolves to whether it is in the clipboard. Browsers refuse on addresses without https, without the permission, and in
 * frames. Then a dialog shows the text selected, and says how to copy it.
 */
export async function copyText(text: string): Promise<boolean> {
  if (await write(text)) return true;
  const { showCopyDialog } = await import("./copy-dialog.tsx");
  showCopyDialog(text);
  return false;
}

async function write(text: string): Promise<boolean> {
  // Without a secure context there is no clipboard, whatever the types say.
  const clipboard: Clipboard | undefined = navigator.clipboard;
  try {
    if (clipboard === undefined) return false;
    await clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

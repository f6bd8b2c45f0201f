import { createResource, createSignal, Show } from "solid-js";
import { type NoteAddress, notePaths } from "../../../shared/notes.ts";
import { useClient } from "../../parts/contexts/client-context.ts";
import { ConfirmDialog } from "../../parts/form/confirm-dialog.tsx";
import { call } from "../../parts/lib/http.ts";
import { Loaded } from "../../parts/lib/loaded.tsx";
import { showToast } from "../../parts/lib/toasts.ts";
import { CopyLine } from "../../ui/copy-line.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { mail } from "../../ui/later-icons.ts";
import { t } from "../../words/notes.ts";

/** Opens the dialog with the person's address for notes. */
export function NoteAddressButton() {
  const [isOpen, setOpen] = createSignal(false);
  return (
    <>
      <IconButton icon={mail} label={t("byMail")} title={t("byMail")} onClick={() => setOpen(true)} />
      <Show when={isOpen()}>
        <AddressDialog onClose={() => setOpen(false)} />
      </Show>
    </>
  );
}

function AddressDialog(props: { onClose: () => void }) {
  const { organization } = useClient();
  const [isReplacing, setReplacing] = createSignal(false);
  const [found, { mutate, refetch }] = createResource(() =>
    call<NoteAddress>("GET", notePaths.address(organization)),
  );
  async function replace(): Promise<void> {
    mutate(await call<NoteAddress>("POST", notePaths.address(organization), {}));
    setReplacing(false);
    showToast({ text: t("replaced") });
  }
  return (
    <Dialog title={t("byMail")} onClose={() => props.onClose()}>
      <Loaded resource={found} onRetry={() => void refetch()}>
        {(one) => (
          <Show when={one().address} fallback={<p>{t("noMail")}</p>}>
            {(address) => (
              <div class="form">
                <p>{t("byMailAbout")}</p>
                <CopyLine label={t("address")} value={address()} />
                <div class="dialog__actions">
                  <button type="button" class="button" onClick={() => setReplacing(true)}>
                    {t("newAddress")}
                  </button>
                </div>
              </div>
            )}
          </Show>
        )}
      </Loaded>
      <Show when={isReplacing()}>
        <ConfirmDialog
          title={t("replaceTitle")}
          confirm={t("newAddress")}
          refuse={t("cancel")}
          onConfirm={replace}
          onClose={() => setReplacing(false)}
        >
          {t("replaceAbout")}
        </ConfirmDialog>
      </Show>
    </Dialog>
  );
}

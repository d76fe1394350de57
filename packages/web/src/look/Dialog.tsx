/** Dialogs: focus stays inside, Escape closes. A question that acts says what will happen, and shows the refusal where it was asked. */
import { useState, type ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { Button } from "./Button.tsx";
import { Icon } from "./Icon.tsx";
import { Failure } from "./Notice.tsx";

interface Props {
  title: string;
  onClose: () => void;
  children: ReactNode;
  actions?: ReactNode;
  wide?: boolean;
}

export function Dialog({ title, onClose, children, actions, wide = false }: Props) {
  return (
    <ModalOverlay
      isOpen
      isDismissable
      onOpenChange={(open) => !open && onClose()}
      className="fixed inset-0 z-50 flex items-end justify-center overflow-y-auto bg-shade sm:items-center sm:p-6"
    >
      <Modal
        className={`flex max-h-full w-full flex-col rounded-t-xl border border-line bg-panel shadow-2xl sm:rounded-xl ${wide ? "max-w-3xl" : "max-w-lg"}`}
      >
        <AriaDialog className="flex min-h-0 flex-col outline-none">
          <div className="flex items-start justify-between gap-4 border-b border-line px-5 py-3.5">
            <Heading slot="title" className="text-lg font-semibold">
              {title}
            </Heading>
            <button
              type="button"
              aria-label="Close"
              onClick={onClose}
              className="-mr-1.5 rounded-md p-1.5 text-soft hover:bg-sunk"
            >
              <Icon name="cross" />
            </button>
          </div>
          <div ref={reachWhenScrolled} className="min-h-0 overflow-y-auto px-5 py-4 -outline-offset-2">
            {children}
          </div>
          {actions && (
            <div className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3.5">{actions}</div>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** What is longer than the screen must scroll by keyboard too, also when nothing in it takes the focus. */
function reachWhenScrolled(content: HTMLElement | null): void {
  if (content === null || content.querySelector("a[href], button, input, select, textarea") !== null) return;
  if (content.scrollHeight > content.clientHeight) content.tabIndex = 0;
}

interface AskProps {
  title: string;
  /** What will happen, and what will be sent to whom. */
  children: ReactNode;
  confirm: string;
  danger?: boolean;
  why?: string | null;
  onConfirm: () => Promise<unknown>;
  onClose: () => void;
}

/** Asks once. It stays open while the act runs, and shows why when it was refused. */
export function Ask({ title, children, confirm, danger = false, why = null, onConfirm, onClose }: AskProps) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  async function act() {
    setBusy(true);
    setError(null);
    try {
      await onConfirm();
      onClose();
    } catch (cause) {
      setError(cause);
      setBusy(false);
    }
  }
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Not now</Button>
          <Button weight={danger ? "danger" : "primary"} busy={busy} why={why} onPress={() => void act()}>
            {confirm}
          </Button>
        </>
      }
    >
      <div className="space-y-3">
        {children}
        <Failure error={error} />
      </div>
    </Dialog>
  );
}

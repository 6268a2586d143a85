/**
 * @file A sheet over the page: from the side on a wide screen, from below on a phone. The browser's own
 * dialog keeps the focus in it, gives it back, and closes with Escape.
 */
import { X } from "lucide-react";
import { useEffect, useId, useRef } from "react";
import type { MouseEvent, ReactNode } from "react";
import { IconButton } from "./button.js";

interface SheetProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Stays in sight below what scrolls. */
  readonly footer?: ReactNode;
}

export function Sheet({ title, isOpen, onClose, children, footer }: SheetProps): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    if (isOpen && dialog.current?.open === false) dialog.current.showModal();
    if (!isOpen) dialog.current?.close();
  }, [isOpen]);
  const closeOutside = (event: MouseEvent): void => {
    if (event.target === dialog.current) onClose();
  };
  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={closeOutside}
      className="m-0 mt-auto max-h-[85dvh] w-full max-w-full overflow-hidden rounded-t-sheet bg-surface-1 p-0 shadow-float open:flex open:flex-col md:ms-auto md:mt-0 md:h-dvh md:max-h-none md:w-[28rem] md:rounded-none md:rounded-s-sheet"
    >
      {isOpen && (
        <>
          <header className="flex items-center justify-between gap-4 border-b border-line py-2 ps-6 pe-3">
            <h2 id={titleId} className="text-large">
              {title}
            </h2>
            <IconButton label="Close" onClick={onClose}>
              <X size={20} aria-hidden />
            </IconButton>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-6 py-5">{children}</div>
          {footer !== undefined && (
            <footer className="border-t border-line px-6 py-4">{footer}</footer>
          )}
        </>
      )}
    </dialog>
  );
}

/** @file Buttons, and links that look like them. */
import type { ButtonHTMLAttributes, ReactNode } from "react";

const LOOKS = {
  primary: "bg-accent text-on-accent hover:bg-accent-strong",
  plain: "border border-line bg-surface-1 hover:bg-surface-2",
  quiet: "hover:bg-surface-2",
} as const;

/** The classes of a button, for a link that is one. */
export function buttonLook(look: keyof typeof LOOKS = "plain"): string {
  return `inline-flex min-h-10 items-center justify-center gap-2 rounded-box px-4 font-medium transition-colors disabled:opacity-50 ${LOOKS[look]}`;
}

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly look?: keyof typeof LOOKS;
}

export function Button({ look = "plain", className = "", ...others }: ButtonProps): ReactNode {
  return <button type="button" className={`${buttonLook(look)} ${className}`} {...others} />;
}

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** What it does, for whoever does not see the icon, and for whoever points at it. */
  readonly label: string;
}

export function IconButton({ label, className = "", ...others }: IconButtonProps): ReactNode {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={`inline-flex size-10 shrink-0 items-center justify-center rounded-box transition-colors hover:bg-surface-2 disabled:opacity-50 ${className}`}
      {...others}
    />
  );
}

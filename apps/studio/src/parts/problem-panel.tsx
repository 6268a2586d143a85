/** @file What went wrong, why, and what to do; with a code that can be copied. */
import { CloudOff, Hourglass, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { ProblemError } from "vitrine/client";
import { Button } from "./button.js";

const ICONS: Readonly<Record<string, typeof CloudOff>> = {
  NOT_READY: Hourglass,
  TIMEOUT: CloudOff,
  UNREACHABLE: CloudOff,
};

interface ProblemPanelProps {
  readonly error: unknown;
  /** Tries again; no button where it would not help. */
  readonly onRetry?: () => void;
  /** Level of its heading; default 1, where it stands in the place of a page. */
  readonly level?: 1 | 2;
}

export function ProblemPanel({ error, onRetry, level = 1 }: ProblemPanelProps): ReactNode {
  const { title, text, code } = describe(error);
  const Heading = `h${level}` as const;
  const Icon = ICONS[code] ?? TriangleAlert;
  return (
    <div
      role="alert"
      className="flex flex-col items-start gap-3 rounded-box border border-line bg-surface-1 p-6"
    >
      <Heading className="flex items-center gap-2 text-large">
        <Icon size={20} className={code === "NOT_READY" ? "text-muted" : "text-bad"} aria-hidden />
        {title}
      </Heading>
      <p className="max-w-prose text-muted">{text}</p>
      <p className="flex flex-wrap items-center gap-3">
        {onRetry !== undefined && <Button onClick={onRetry}>Try again</Button>}
        <code className="rounded bg-surface-2 px-2 py-1 text-label select-all">{code}</code>
      </p>
    </div>
  );
}

function describe(error: unknown): { title: string; text: string; code: string } {
  if (!(error instanceof ProblemError)) {
    const text = error instanceof Error ? error.message : String(error);
    return { title: "This page has failed", text, code: "PAGE" };
  }
  const { code, problem } = error;
  const id = problem.requestId === undefined ? "" : ` · ${problem.requestId}`;
  if (code === "UNREACHABLE" || code === "TIMEOUT") {
    return {
      title: "The shop can not be reached",
      text: "Your connection or the shop's server is away. What is in your cart stays there. Try again in a moment.",
      code,
    };
  }
  if (code === "NOT_READY") {
    return { title: "The shop is not open yet", text: problem.detail, code };
  }
  return { title: problem.title, text: problem.detail, code: `${code}${id}` };
}

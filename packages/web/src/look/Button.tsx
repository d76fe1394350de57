/**
 * Buttons and links that look like them. One that can't be used stays where it is and says why, to the eye and to a screen reader.
 * One that is at work keeps the focus: a disabled one loses it, and whoever uses the keyboard is out of the dialog that they
 * stand in, so that neither Tab nor Escape finds it when the answer is a no.
 */
import { useId, useLayoutEffect, useRef, useState, type MouseEvent, type ReactNode } from "react";
import { Focusable, Tooltip, TooltipTrigger } from "react-aria-components";
import { Link } from "react-router";
import { Icon, type IconName } from "./Icon.tsx";

type Weight = "primary" | "plain" | "quiet" | "danger";

const looks: Record<Weight, string> = {
  primary: "bg-accent text-on-accent border-accent hover:opacity-90",
  plain: "bg-panel text-ink border-edge hover:bg-sunk",
  quiet: "bg-transparent text-accent border-transparent hover:bg-accent-wash",
  danger: "bg-panel text-bad border-bad hover:bg-bad-wash",
};
const form =
  "inline-flex items-center justify-center gap-1.5 rounded-md border px-3 font-medium whitespace-nowrap text-sm min-h-9 select-none";
const refused = "border-line bg-sunk text-soft cursor-not-allowed";

interface Props {
  children: ReactNode;
  onPress?: () => void;
  weight?: Weight;
  icon?: IconName;
  busy?: boolean;
  /** Why it can't be used now. Absent or null: it can. */
  why?: string | null | undefined;
  submit?: boolean;
  form?: string;
  label?: string;
  className?: string;
}

export function Button({ weight = "plain", why = null, ...props }: Props) {
  const kept = useKeptFocus();
  if (why !== null) return <RefusedButton {...props} why={why} kept={kept} />;
  return (
    <button
      {...kept}
      type={props.submit ? "submit" : "button"}
      form={props.form}
      aria-label={props.label}
      aria-busy={props.busy}
      aria-disabled={props.busy}
      className={`${form} ${looks[weight]} ${props.busy ? "opacity-60" : ""} ${props.className ?? ""}`}
      onClick={props.busy ? ignored : props.onPress}
    >
      {props.icon && <Icon name={props.icon} />}
      {props.children}
    </button>
  );
}

/** Pressed while at work, by hand or by Enter in a field of its form. */
function ignored(event: MouseEvent): void {
  event.preventDefault();
}

/** A button that begins or ceases to refuse is another element: where the first one had the focus, the other one gets it. */
function useKeptFocus() {
  const ref = useRef<HTMLButtonElement>(null);
  const isFocused = useRef(false);
  useLayoutEffect(() => {
    if (isFocused.current && document.activeElement === document.body) ref.current?.focus();
  });
  const onFocus = () => void (isFocused.current = true);
  const onBlur = () => void (isFocused.current = false);
  return { ref, onFocus, onBlur };
}

function RefusedButton({ why, kept, ...props }: Props & { why: string; kept: ReturnType<typeof useKeptFocus> }) {
  const [open, setOpen] = useState(false);
  const reason = useId();
  return (
    <TooltipTrigger delay={200} isOpen={open} onOpenChange={setOpen}>
      <Focusable>
        <button
          {...kept}
          type="button"
          aria-disabled="true"
          aria-label={props.label}
          aria-describedby={reason}
          className={`${form} ${refused} ${props.className ?? ""}`}
          onClick={() => setOpen(true)}
        >
          {props.icon && <Icon name={props.icon} />}
          {props.children}
          <span id={reason} hidden>
            {why}
          </span>
        </button>
      </Focusable>
      <Tooltip offset={6} className="max-w-72 rounded-md bg-ink px-3 py-2 text-sm text-page shadow-lg">
        {why}
      </Tooltip>
    </TooltipTrigger>
  );
}

interface LinkProps {
  to: string;
  children: ReactNode;
  weight?: Weight;
  icon?: IconName;
  /** Outside of this client, in a tab of its own: a file, another site. */
  outside?: boolean;
  /** Outside of this client, in place of this page: an address of the server that leads on. */
  leaves?: boolean;
  label?: string;
}

export function LinkButton({
  to,
  children,
  weight = "plain",
  icon,
  outside = false,
  leaves = false,
  label,
}: LinkProps) {
  const content = (
    <>
      {icon && <Icon name={icon} />}
      {children}
    </>
  );
  const className = `${form} ${looks[weight]} no-underline`;
  if (outside || leaves)
    return (
      <a
        href={to}
        {...(outside ? { target: "_blank", rel: "noreferrer" } : {})}
        aria-label={label}
        className={className}
      >
        {content}
      </a>
    );
  return (
    <Link to={to} aria-label={label} className={className}>
      {content}
    </Link>
  );
}

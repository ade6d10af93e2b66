import type { MouseEventHandler, ReactNode, Ref } from 'react';
import './button.css';

type ButtonProps = {
  children: ReactNode;
  kind?: 'primary' | 'secondary' | 'danger' | 'quiet';
  small?: boolean;
  type?: 'button' | 'submit';
  /** Under way: says so to readers of the screen, takes no second click, and keeps its width. */
  busy?: boolean;
  disabled?: boolean;
  /** Why it is disabled, or what it does exactly. */
  title?: string | undefined;
  onClick?: MouseEventHandler<HTMLButtonElement>;
};

export function Button({ children, kind = 'secondary', small, type = 'button', busy, disabled, title, onClick }: ButtonProps) {
  return (
    <button
      className={`button ${kind}${small ? ' small' : ''}`}
      type={type}
      title={title}
      disabled={disabled ?? busy}
      aria-busy={busy}
      onClick={onClick}
    >
      {children}
    </button>
  );
}

type IconButtonProps = {
  /** What it does; a button without a text needs one. */
  label: string;
  children: ReactNode;
  pressed?: boolean;
  disabled?: boolean;
  onClick: MouseEventHandler<HTMLButtonElement>;
  ref?: Ref<HTMLButtonElement>;
};

export function IconButton({ label, children, pressed, disabled, onClick, ref }: IconButtonProps) {
  return (
    <button
      ref={ref}
      className="icon-button"
      type="button"
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      disabled={disabled}
      onClick={onClick}
    >
      {children}
    </button>
  );
}

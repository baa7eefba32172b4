import type { ReactNode, Ref } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import { Spinner } from './spinner.tsx';
import { Tooltip } from './tooltip.tsx';

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'children' | 'style'> {
  /** One primary button in a view. Default `secondary`. */
  readonly variant?: 'primary' | 'secondary' | 'ghost' | 'danger';
  readonly size?: 'small' | 'medium';
  readonly icon?: ReactNode;
  readonly children?: ReactNode;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A button. While `isPending` it keeps its width and its focus, and ignores presses. */
export function Button({ variant = 'secondary', size = 'medium', icon, children, ...props }: ButtonProps) {
  return (
    <AriaButton {...props} className={`ui-button ui-button-${variant} ui-button-${size}`}>
      {props.isPending ? <Spinner /> : icon}
      {children !== undefined && <span>{children}</span>}
    </AriaButton>
  );
}

/** A button with only an icon; its name is shown as a tooltip. */
export function IconButton({ label, ...props }: Omit<ButtonProps, 'children'> & { readonly label: string }) {
  return (
    <Tooltip text={label}>
      <AriaButton
        {...props}
        aria-label={label}
        className={`ui-button ui-button-${props.variant ?? 'ghost'} ui-button-icon ui-button-${props.size ?? 'medium'}`}
      >
        {props.isPending ? <Spinner /> : props.icon}
      </AriaButton>
    </Tooltip>
  );
}

import { type ReactNode, useId } from 'react';
import { Switch as AriaSwitch } from 'react-aria-components';

interface SwitchProps {
  readonly children: ReactNode;
  readonly description?: ReactNode;
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
  readonly isDisabled?: boolean;
}

/** A switch with a description. */
export function Switch({ children, description, ...props }: SwitchProps) {
  const id = useId();
  return (
    <div className="ui-switch-row">
      <AriaSwitch {...props} className="ui-switch" {...(description ? { 'aria-describedby': id } : {})}>
        <span className="ui-switch-track" aria-hidden="true" />
        <span>{children}</span>
      </AriaSwitch>
      {description && (
        <p className="ui-description" id={id}>
          {description}
        </p>
      )}
    </div>
  );
}

import type { ReactElement } from 'react';
import { Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components';

/** Shows a short text at a control while it is hovered or focused. */
export const Tooltip = ({ text, children }: { readonly text: string; readonly children: ReactElement }) => (
  <TooltipTrigger delay={400} closeDelay={80}>
    {children}
    <AriaTooltip className="ui-tooltip" offset={6}>
      {text}
    </AriaTooltip>
  </TooltipTrigger>
);

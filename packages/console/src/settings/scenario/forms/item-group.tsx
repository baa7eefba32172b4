import type { ReactNode } from 'react';

interface ItemGroupProps {
  readonly legend: string;
  readonly description?: string | undefined;
  readonly children: ReactNode;
}

/** The frame of fields that belong together, such as a list of items. */
export function ItemGroup({ legend, description, children }: ItemGroupProps) {
  return (
    <fieldset className="item-group">
      <legend className="ui-label">{legend}</legend>
      {description && <p className="ui-description">{description}</p>}
      {children}
    </fieldset>
  );
}

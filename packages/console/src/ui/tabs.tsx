import type { ReactNode } from 'react';
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from 'react-aria-components';

export interface TabItem<T extends string> {
  readonly id: T;
  readonly label: ReactNode;
  readonly content: ReactNode;
}

interface TabsProps<T extends string> {
  readonly label: string;
  readonly items: readonly TabItem<T>[];
  readonly selected?: T;
  readonly onSelect?: (id: T) => void;
}

/** Tabs, of which one panel is visible. */
export const Tabs = <T extends string>({ label, items, selected, onSelect }: TabsProps<T>) => (
  <AriaTabs
    className="ui-tabs"
    {...(selected !== undefined && { selectedKey: selected })}
    {...(onSelect && { onSelectionChange: (key) => onSelect(key as T) })}
  >
    <TabList className="ui-tab-list" aria-label={label}>
      {items.map((item) => (
        <Tab key={item.id} id={item.id} className="ui-tab">
          {item.label}
        </Tab>
      ))}
    </TabList>
    {items.map((item) => (
      <TabPanel key={item.id} id={item.id} className="ui-tab-panel">
        {item.content}
      </TabPanel>
    ))}
  </AriaTabs>
);

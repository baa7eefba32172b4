import type { ReactElement, ReactNode } from 'react';
import { Menu as AriaMenu, Header, MenuItem, MenuSection, MenuTrigger, Popover } from 'react-aria-components';

export interface MenuGroup {
  readonly id: string;
  readonly label?: string;
  /** The selected item, if the group is a single choice. */
  readonly selected?: string;
  readonly items: readonly { readonly id: string; readonly label: string; readonly icon?: ReactNode }[];
  readonly onAction: (id: string) => void;
}

interface MenuProps {
  readonly trigger: ReactElement;
  readonly label: string;
  readonly groups: readonly MenuGroup[];
}

/** A menu that a button opens. */
export const Menu = ({ trigger, label, groups }: MenuProps) => (
  <MenuTrigger>
    {trigger}
    <Popover className="ui-popover ui-menu" placement="bottom end" offset={4}>
      <AriaMenu className="ui-list" aria-label={label}>
        {groups.map((group) => (
          <MenuSection
            key={group.id}
            className="ui-menu-section"
            {...(group.selected !== undefined && {
              selectionMode: 'single' as const,
              selectedKeys: [group.selected],
              disallowEmptySelection: true,
            })}
            {...(!group.label && { 'aria-label': label })}
          >
            {group.label && <Header className="ui-menu-header">{group.label}</Header>}
            {group.items.map((item) => (
              <MenuItem
                key={item.id}
                id={item.id}
                textValue={item.label}
                className="ui-option"
                onAction={() => group.onAction(item.id)}
              >
                {item.icon}
                {item.label}
              </MenuItem>
            ))}
          </MenuSection>
        ))}
      </AriaMenu>
    </Popover>
  </MenuTrigger>
);

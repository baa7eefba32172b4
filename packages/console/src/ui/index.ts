/* The UI components of the pages. */
export { Badge } from './badge.tsx';
export { Button, IconButton } from './button.tsx';
export { Callout } from './callout.tsx';
export { Choice } from './choice.tsx';
export { CodeBlock } from './code-block.tsx';
export { CopyButton } from './copy-button.tsx';
export { Dialog } from './dialog.tsx';
export { EmptyState } from './empty-state.tsx';
export { Menu } from './menu.tsx';
export { NumberField } from './number-field.tsx';
export { Progress } from './progress.tsx';
export { Section } from './section.tsx';
export { Select } from './select.tsx';
export { Skeleton } from './skeleton.tsx';
export { Switch } from './switch.tsx';
export { Tabs } from './tabs.tsx';
export { TextField } from './text-field.tsx';
export { Toasts, toast } from './toasts.tsx';

import {
  Bot,
  CircleDot,
  DoorOpen,
  Flag,
  GitFork,
  Globe,
  Headset,
  type LucideIcon,
  MessageSquare,
  Play,
  StickyNote,
  TextCursorInput,
  Variable,
} from 'lucide-react';

const ICONS: Record<string, LucideIcon> = {
  start: Play,
  message: MessageSquare,
  input: TextCursorInput,
  router: GitFork,
  set: Variable,
  agent: Bot,
  operator: Headset,
  entry: DoorOpen,
  exit: Flag,
  http: Globe,
  note: StickyNote,
};

/** The icon of a type of node. */
export function NodeIcon({ type }: { readonly type: string }) {
  const Icon = ICONS[type] ?? CircleDot;
  return (
    <span className="node-icon" data-type={type}>
      <Icon size={14} aria-hidden />
    </span>
  );
}

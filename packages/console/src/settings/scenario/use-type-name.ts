import { useSettingsWords } from '../words/use-settings-words.ts';

/** The name of a kind of node. */
export function useTypeName(): (type: string) => string {
  const names: Record<string, string> = useSettingsWords().scenario.nodeType;
  return (type) => names[type] ?? type;
}

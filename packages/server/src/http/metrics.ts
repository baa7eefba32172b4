/** What happens in this process, in numbers without a word of anybody. */
export class Metrics {
  readonly #counters = new Map<string, { help: string; values: Map<string, number> }>();
  readonly #gauges: { name: string; help: string; read: () => number }[] = [];

  /** @returns counts one; `label` tells kinds apart and must be one of few */
  counter(name: string, help: string, label: string): (kind: string) => void {
    const values = new Map<string, number>();
    this.#counters.set(`${name} ${label}`, { help, values });
    return (kind) => void values.set(kind, (values.get(kind) ?? 0) + 1);
  }

  /** A counter of one kind of thing. */
  count(name: string, help: string): () => void {
    const values = new Map<string, number>([['', 0]]);
    this.#counters.set(name, { help, values });
    return () => void values.set('', (values.get('') ?? 0) + 1);
  }

  /** Read when it is asked for. */
  gauge(name: string, help: string, read: () => number): void {
    this.#gauges.push({ name, help, read });
  }

  /** In the text format of Prometheus. */
  toText(): string {
    const lines: string[] = [];
    for (const { name, help, read } of this.#gauges) {
      lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, `${name} ${read()}`);
    }
    for (const [key, { help, values }] of this.#counters) {
      const [name, label] = key.split(' ');
      lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} counter`);
      for (const [kind, value] of values) {
        lines.push(label === undefined ? `${name} ${value}` : `${name}{${label}="${kind}"} ${value}`);
      }
    }
    return `${lines.join('\n')}\n`;
  }
}

/** The counters and gauges of a chat server. */
export function createMetrics() {
  const metrics = new Metrics();
  return {
    metrics,
    countSend: metrics.counter('chat_sends_total', 'Sends of visitors, by how they ended.', 'result'),
    countTurn: metrics.counter('chat_turns_total', 'Turns of scenarios, by how they ended.', 'result'),
    countOverload: metrics.count('chat_overloaded_total', 'Connections that were ended because they took too little.'),
    countUpload: metrics.counter(
      'chat_uploads_total',
      'Files that were posted, by the status of the answer.',
      'status',
    ),
  };
}

export type ChatMetrics = ReturnType<typeof createMetrics>;

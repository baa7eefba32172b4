import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';

let processRegistry: Registry | undefined;

/** Metrics of the process (memory, CPU, garbage collection, event loop), shared by all servers in it. */
function processMetrics(): Registry {
  if (!processRegistry) {
    processRegistry = new Registry();
    collectDefaultMetrics({ register: processRegistry });
  }
  return processRegistry;
}

/** The metrics of this server. Labels never contain user input. */
export class Metrics {
  readonly contentType: string = Registry.PROMETHEUS_CONTENT_TYPE;
  readonly #registry = new Registry();

  /** @returns a function that counts one event; `label` distinguishes kinds and has few values */
  counter(name: string, help: string, label: string): (kind: string) => void {
    const counter = new Counter({ name, help, labelNames: [label], registers: [this.#registry] });
    return (kind) => counter.inc({ [label]: kind });
  }

  /** Creates a counter. @returns a function that adds one, or the given number */
  count(name: string, help: string): (number?: number) => void {
    const counter = new Counter({ name, help, registers: [this.#registry] });
    return (number) => counter.inc(number);
  }

  /** Read when the metrics are requested. */
  gauge(name: string, help: string, read: () => number): void {
    new Gauge({
      name,
      help,
      registers: [this.#registry],
      collect() {
        this.set(read());
      },
    });
  }

  /** The metrics in Prometheus' text format. */
  toText(): Promise<string> {
    return Registry.merge([this.#registry, processMetrics()]).metrics();
  }
}

/** The counters and gauges of a chat server. */
export function createMetrics() {
  const metrics = new Metrics();
  return {
    metrics,
    countSend: metrics.counter('chat_sends_total', 'Sends of visitors, by how they ended.', 'result'),
    countFeedback: metrics.counter('chat_feedback_total', 'Ratings of answers by visitors, by value.', 'value'),
    countTurn: metrics.counter('chat_turns_total', 'Turns of scenarios, by how they ended.', 'result'),
    countToolCall: metrics.counter('chat_tool_calls_total', 'Calls of tools by agents, by how they ended.', 'result'),
    countOverload: metrics.count('chat_overloaded_total', 'Connections that were ended because they read too slowly.'),
    countLimited: metrics.counter(
      'chat_limited_total',
      'Requests of visitors that were refused because there were too many, by the limit that refused them.',
      'limit',
    ),
    countDropped: metrics.count(
      'chat_node_pushes_dropped_total',
      'Pushes to other nodes that were dropped, because the database took them too slowly.',
    ),
    countUpload: metrics.counter(
      'chat_uploads_total',
      'Files that were posted, by the status of the answer.',
      'status',
    ),
  };
}

export type ChatMetrics = ReturnType<typeof createMetrics>;

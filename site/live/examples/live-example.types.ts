/** Examples of one kind by the name of what they show: an option, an event, a code. */
export type LiveExamples = Readonly<Record<string, string>>;

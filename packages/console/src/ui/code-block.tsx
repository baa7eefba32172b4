import { CopyButton } from './copy-button.tsx';

interface CodeBlockProps {
  readonly text: string;
  readonly label: string;
  readonly copy: string;
  readonly copied: string;
  readonly failed: string;
}

/** Code with a copy button, scrollable by keyboard. */
export const CodeBlock = ({ text, label, copy, copied, failed }: CodeBlockProps) => (
  <div className="ui-code-block">
    <div className="ui-code-head">
      <CopyButton text={text} label={copy} copied={copied} failed={failed} />
    </div>
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
    <section className="ui-code-scroll" dir="ltr" tabIndex={0} aria-label={label}>
      <pre>
        <code>{text}</code>
      </pre>
    </section>
  </div>
);

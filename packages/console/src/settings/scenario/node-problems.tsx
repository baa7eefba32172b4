import { Callout } from '../../ui/index.ts';

/** The problems of a node, or of the whole scenario, below its form, where they do not move the edited field. */
export const NodeProblems = ({ problems }: { readonly problems: readonly string[] }) =>
  problems.length > 0 && (
    <div className="inspector-problems">
      {problems.map((problem, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two problems may read the same, and both are listed
        <Callout key={index} kind="error">
          {problem}
        </Callout>
      ))}
    </div>
  );

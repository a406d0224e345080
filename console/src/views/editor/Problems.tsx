import { ProblemNotice } from '../../shell/ProblemNotice';
import { useWords } from '../../ui/language';
import { statusShape } from '../../ui/StatusMark';
import type { Finding } from './findings';
import type { Check } from './useCheck';
import { editorWords } from './words';

const SHOWN = 100;

/** What is wrong, each with a way to it, and whether the server agrees with the rest. */
export function Problems({
  findings,
  check,
  onJump,
}: {
  findings: readonly Finding[];
  check: Check;
  onJump: (finding: Finding) => void;
}) {
  const words = useWords(editorWords);
  return (
    <section className="problems" aria-label={words.problems}>
      <p className="problems-state" role="status">
        {findings.length > 0 ? words.problemCount(findings.length) : words.check[check.kind]}
      </p>
      {check.kind === 'unknown' ? <ProblemNotice problem={check.problem} /> : null}
      {findings.length === 0 ? null : (
        <ol>
          {findings.slice(0, SHOWN).map((finding, index) => (
            <li key={index}>
              <button type="button" className="problem" onClick={() => onJump(finding)}>
                <span className="problem-shape" aria-hidden="true">
                  {statusShape('faulted')}
                </span>
                <span className="problem-line mono">{words.line(finding.line)}</span>
                <span className="problem-text">
                  <bdi>{finding.message}</bdi>
                  {finding.pointer === '' ? null : (
                    <code className="soft">
                      <bdi>{finding.pointer}</bdi>
                    </code>
                  )}
                </span>
              </button>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

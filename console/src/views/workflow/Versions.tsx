import { Link } from 'react-router';
import { ProblemNotice } from '../../shell/ProblemNotice';
import { usePlace } from '../../shell/session';
import { usePages } from '../../shell/usePages';
import { Button } from '../../ui/Button';
import { useWords } from '../../ui/language';
import { Skeleton } from '../../ui/Notice';
import { PlainTable } from '../../ui/PlainTable';
import { Time } from '../../ui/Time';
import { workflowWords } from './words';

interface Props {
  name: string;
  current: string;
  aliases: Record<string, string>;
}

const HASH_SHOWN = 12;

/** Every version that was published, the highest first. */
export function Versions({ name, current, aliases }: Props) {
  const words = useWords(workflowWords);
  const place = usePlace();
  const versions = usePages(`versions ${place.tenant} ${name}`, (cursor, signal) =>
    place.api.versions(name, cursor, signal),
  );
  if (versions.problem) {
    return <ProblemNotice problem={versions.problem} onRetry={versions.reload} />;
  }
  if (versions.items === null) {
    return <Skeleton label={words.loading} lines={4} />;
  }
  const aliasesOf = (version: string) => Object.keys(aliases).filter((alias) => aliases[alias] === version);
  return (
    <>
      <PlainTable
        label={words.versions}
        heads={{
          version: words.version,
          aliases: words.aliases,
          publishedAt: words.publishedAt,
          publishedBy: words.publishedBy,
          hash: words.hash,
        }}
      >
        {versions.items.map(({ version, hash, publishedAt, publishedBy }) => (
          <tr key={hash}>
            <td>
              <Link
                to={place.to(
                  `/workflows/${encodeURIComponent(name)}?tab=definition&version=${encodeURIComponent(version)}`,
                )}
              >
                {version}
              </Link>{' '}
              {version === current ? <span className="soft">{words.current}</span> : null}
            </td>
            <td>{aliasesOf(version).join(', ')}</td>
            <td>
              <Time at={publishedAt} />
            </td>
            <td className="mono">{publishedBy}</td>
            <td className="mono" title={hash}>
              {hash.slice(0, HASH_SHOWN)}
            </td>
          </tr>
        ))}
      </PlainTable>
      {versions.more ? <Button onClick={versions.more}>{words.more}</Button> : null}
    </>
  );
}

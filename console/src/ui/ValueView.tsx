import { useState } from 'react';
import { IconButton } from './Button';
import { copyText } from './clipboard';
import { Icon } from './Icon';
import { useWords } from './language';
import { uiWords } from './words';

const CHILDREN_AT_ONCE = 100;
const TEXT_AT_ONCE = 2000;
const OPEN_TO_DEPTH = 2;

/** The jq path of a member, ready to be written into an expression. */
export function childPath(path: string, key: string | number): string {
  if (typeof key === 'number') {
    return `${path === '.' ? '.' : path}[${String(key)}]`;
  }
  const plain = /^[A-Za-z_][A-Za-z0-9_]*$/.test(key);
  const base = path === '.' ? '' : path;
  return plain ? `${base}.${key}` : `${path === '.' ? '.' : path}[${JSON.stringify(key)}]`;
}

/** Any JSON as a tree that opens step by step: large and deep values cost only what is looked at. */
export function ValueView({ value, label }: { value: unknown; label: string }) {
  return (
    <div className="value" role="group" aria-label={label} dir="ltr">
      <Node name={null} value={value} path="." depth={0} />
    </div>
  );
}

interface NodeProps {
  name: string | number | null;
  value: unknown;
  path: string;
  depth: number;
}

function Node({ name, value, path, depth }: NodeProps) {
  return value !== null && typeof value === 'object' ? (
    <Branch name={name} value={value} path={path} depth={depth} />
  ) : (
    <div className="value-row">
      <Name name={name} />
      <Leaf value={value} />
      {name === null ? null : <CopyPath path={path} />}
    </div>
  );
}

function Branch({ name, value, path, depth }: NodeProps & { value: object }) {
  const words = useWords(uiWords);
  const [open, setOpen] = useState(depth < OPEN_TO_DEPTH);
  const [shown, setShown] = useState(CHILDREN_AT_ONCE);
  const list = Array.isArray(value);
  const keys: readonly (string | number)[] = list
    ? value.slice(0, shown).map((_, index) => index)
    : Object.keys(value).slice(0, shown);
  const count = list ? value.length : Object.keys(value).length;
  return (
    <div className="value-branch">
      <div className="value-row">
        <button type="button" className="value-toggle" aria-expanded={open} onClick={() => setOpen(!open)}>
          <span aria-hidden="true">{open ? '▾' : '▸'}</span> <Name name={name} />
          <span className="soft">
            {list ? '[ ]' : '{ }'} {list ? words.items(count) : words.fields(count)}
          </span>
        </button>
        {name === null ? null : <CopyPath path={path} />}
      </div>
      {open ? (
        <div className="value-children">
          {keys.map((key) => (
            <Node
              key={key}
              name={key}
              value={(value as Record<string | number, unknown>)[key]}
              path={childPath(path, key)}
              depth={depth + 1}
            />
          ))}
          {count > shown ? (
            <button type="button" className="value-more" onClick={() => setShown(shown + CHILDREN_AT_ONCE)}>
              {words.truncatedAfter(Math.min(CHILDREN_AT_ONCE, count - shown))}
            </button>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}

function Name({ name }: { name: string | number | null }) {
  return name === null ? null : (
    <span className="value-name">
      <bdi>{String(name).slice(0, TEXT_AT_ONCE)}</bdi>:{' '}
    </span>
  );
}

function Leaf({ value }: { value: unknown }) {
  const words = useWords(uiWords);
  const [shown, setShown] = useState(TEXT_AT_ONCE);
  if (typeof value !== 'string') {
    return <span className={`value-${value === null ? 'null' : typeof value}`}>{String(value)}</span>;
  }
  const cut = value.length > shown;
  return (
    <span className="value-string">
      &quot;<bdi>{cut ? value.slice(0, shown) : value}</bdi>&quot;
      {cut ? (
        <button type="button" className="value-more" onClick={() => setShown(shown * 8)}>
          {words.cut(String(shown), String(value.length))} {words.showMore}
        </button>
      ) : null}
    </span>
  );
}

function CopyPath({ path }: { path: string }) {
  const words = useWords(uiWords);
  return (
    <IconButton
      className="value-copy"
      label={`${words.path} ${path.slice(0, 80)}`}
      icon={<Icon name="copy" />}
      onClick={() => void copyText(path)}
    />
  );
}

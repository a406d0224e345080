import { brief, oneLine } from './wording';
import type { Nodes } from './nodes';
import type { TaskKind } from './kinds';

/** The most telling setting of a task, on one line of at most 80 characters; safe with any value. */
export function detailOf(kind: TaskKind, task: unknown, nodes: Nodes): string {
  return oneLine(telling(kind, task, nodes));
}

/** Which errors a `catch` takes and how often it tries again. */
export function catchDetail(handler: unknown, nodes: Nodes): string {
  const filter = nodes.at(handler, 'errors', 'with');
  const type = nodes.text(nodes.at(filter, 'type'));
  const status = nodes.text(nodes.at(filter, 'status'));
  const when = nodes.text(nodes.at(handler, 'when'));
  return oneLine(
    [type === undefined ? '' : lastPart(type), status ?? '', when ?? ''].filter((part) => part !== '').join(' · '),
  );
}

/** A length of time as short as it can be read in any language. */
export function durationDetail(duration: unknown, nodes: Nodes): string {
  const units: readonly (readonly [string, string])[] = [
    ['days', 'd'],
    ['hours', 'h'],
    ['minutes', 'min'],
    ['seconds', 's'],
    ['milliseconds', 'ms'],
  ];
  if (nodes.map(duration) === undefined) {
    return brief(nodes.seen(duration));
  }
  return units
    .map(([name, unit]) => [nodes.text(nodes.at(duration, name)), unit] as const)
    .filter(([amount]) => amount !== undefined)
    .map(([amount, unit]) => `${amount ?? ''} ${unit}`)
    .join(' ');
}

/** The events that a strategy takes, by their types. */
export function strategyDetail(strategy: unknown, nodes: Nodes): string {
  const one = nodes.at(strategy, 'one');
  if (one !== undefined) {
    return eventType(one, nodes);
  }
  for (const [word, between] of [
    ['all', ' + '],
    ['any', ' | '],
  ] as const) {
    const filters = nodes.seq(nodes.at(strategy, word));
    if (filters !== undefined) {
      const types = filters.items.slice(0, 8).map((filter) => eventType(filter, nodes));
      return types.length === 0 ? '*' : types.join(between);
    }
  }
  return '';
}

function telling(kind: TaskKind, task: unknown, nodes: Nodes): string {
  const text = (...path: string[]): string => nodes.text(nodes.at(task, ...path)) ?? '';
  const whole = (...path: string[]): string => brief(nodes.seen(nodes.at(task, ...path)));
  switch (kind) {
    case 'do':
    case 'unknown':
      return text('if');
    case 'try':
      return catchDetail(nodes.at(task, 'catch'), nodes);
    case 'set':
      return nodes.map(nodes.at(task, 'set')) ? [...nodes.names(nodes.at(task, 'set'))].join(', ') : whole('set');
    case 'switch':
      return cases(task, nodes);
    case 'for':
      return `${text('for', 'each') || 'item'} : ${whole('for', 'in')}`;
    case 'fork':
      return (nodes.seq(nodes.at(task, 'fork', 'branches'))?.items ?? [])
        .slice(0, 8)
        .map((branch) => [...nodes.names(branch)].join())
        .join(nodes.isTrue(nodes.at(task, 'fork', 'compete')) ? ' | ' : ' + ');
    case 'raise':
      return raised(task, nodes);
    case 'wait':
      return durationDetail(nodes.at(task, 'wait'), nodes);
    case 'emit':
      return text('emit', 'event', 'with', 'type');
    case 'listen':
      return strategyDetail(nodes.at(task, 'listen', 'to'), nodes);
    case 'callHttp':
      return `${text('with', 'method').toUpperCase()} ${endpoint(nodes.at(task, 'with', 'endpoint'), nodes)}`;
    case 'callOpenapi':
      return `${text('with', 'operationId')} ${resource(nodes.at(task, 'with', 'document'), nodes)}`;
    case 'callGrpc':
      return `${text('with', 'service', 'name')}/${text('with', 'method')} ${text('with', 'service', 'host')}`;
    case 'callAsyncapi':
      return `${text('with', 'channel') || text('with', 'operation')} ${resource(nodes.at(task, 'with', 'document'), nodes)}`;
    case 'callMcp':
      return [
        text('with', 'method'),
        text('with', 'parameters', 'name'),
        endpoint(nodes.at(task, 'with', 'transport', 'http', 'endpoint'), nodes),
      ].join(' ');
    case 'callA2a':
      return [
        text('with', 'method'),
        endpoint(nodes.at(task, 'with', 'server'), nodes) || resource(nodes.at(task, 'with', 'agentCard'), nodes),
      ].join(' ');
    case 'callCallback':
      return [text('with', 'request', 'call'), durationDetail(nodes.at(task, 'with', 'expires'), nodes)]
        .filter((part) => part !== '')
        .join(' · ');
    case 'callFunction':
      return `${text('call')} ${whole('with')}`;
    case 'runWorkflow':
      return [text('run', 'workflow', 'namespace'), text('run', 'workflow', 'name'), text('run', 'workflow', 'version')]
        .filter((part) => part !== '')
        .join(' / ');
    case 'runScript':
      return `${text('run', 'script', 'language')} ${text('run', 'script', 'code') || resource(nodes.at(task, 'run', 'script', 'source'), nodes)}`;
    case 'runShell':
      return `${text('run', 'shell', 'command')} ${whole('run', 'shell', 'arguments')}`;
    case 'runContainer':
      return `${text('run', 'container', 'image')} ${text('run', 'container', 'command')}`;
  }
}

function cases(task: unknown, nodes: Nodes): string {
  const names = (nodes.seq(nodes.at(task, 'switch'))?.items ?? [])
    .slice(0, 12)
    .map((item) => [...nodes.names(item)].join());
  return names.join(' | ');
}

function raised(task: unknown, nodes: Nodes): string {
  const error = nodes.at(task, 'raise', 'error');
  if (nodes.map(error) === undefined) {
    return nodes.text(error) ?? '';
  }
  const title = nodes.text(nodes.at(error, 'title')) ?? '';
  return [
    nodes.text(nodes.at(error, 'status')) ?? '',
    title === '' ? (nodes.text(nodes.at(error, 'type')) ?? '') : title,
  ].join(' ');
}

function endpoint(node: unknown, nodes: Nodes): string {
  return nodes.text(node) ?? nodes.text(nodes.at(node, 'uri')) ?? '';
}

function resource(node: unknown, nodes: Nodes): string {
  return endpoint(nodes.at(node, 'endpoint'), nodes);
}

function eventType(filter: unknown, nodes: Nodes): string {
  return nodes.text(nodes.at(filter, 'with', 'type')) ?? '*';
}

function lastPart(uri: string): string {
  return uri.slice(uri.replace(/\/+$/, '').lastIndexOf('/') + 1);
}

import { stringify } from 'yaml';
import type { KnownKind } from './kinds';

/** What a task of a kind begins as: complete enough to be understood, and to be filled in. */
const SKELETONS: Readonly<Record<KnownKind, { readonly name: string; readonly body: object }>> = {
  do: { name: 'steps', body: { do: [{ first: { set: {} } }] } },
  set: { name: 'set', body: { set: { message: 'Hello' } } },
  switch: {
    name: 'choose',
    body: { switch: [{ matches: { when: '.ok == true', then: 'continue' } }, { otherwise: { then: 'exit' } }] },
  },
  for: { name: 'each', body: { for: { each: 'item', in: '.items' }, do: [{ work: { set: { item: '${ $item }' } } }] } },
  fork: {
    name: 'sideBySide',
    body: {
      fork: { branches: [{ left: { do: [{ first: { set: {} } }] } }, { right: { do: [{ first: { set: {} } }] } }] },
    },
  },
  try: {
    name: 'attempt',
    body: {
      try: [{ risky: { call: 'http', with: { method: 'get', endpoint: 'https://example.com' } } }],
      catch: {
        as: 'error',
        retry: { delay: 'PT1S', limit: { attempt: { count: 3 } } },
        do: [{ recover: { set: { error: '${ $error.title }' } } }],
      },
    },
  },
  raise: { name: 'fail', body: { raise: { error: { type: 'urn:example:failed', status: 500, title: 'It failed' } } } },
  wait: { name: 'wait', body: { wait: { seconds: 10 } } },
  emit: { name: 'emit', body: { emit: { event: { with: { type: 'com.example.happened', data: '${ . }' } } } } },
  listen: { name: 'listen', body: { listen: { to: { one: { with: { type: 'com.example.happened' } } } } } },
  callHttp: { name: 'request', body: { call: 'http', with: { method: 'get', endpoint: 'https://example.com' } } },
  callOpenapi: {
    name: 'operation',
    body: {
      call: 'openapi',
      with: { document: { endpoint: 'https://example.com/openapi.json' }, operationId: 'find', parameters: {} },
    },
  },
  callGrpc: {
    name: 'procedure',
    body: {
      call: 'grpc',
      with: {
        proto: { endpoint: 'https://example.com/greeter.proto' },
        service: { name: 'example.Greeter', host: 'example.com', port: 443 },
        method: 'Greet',
        arguments: {},
      },
    },
  },
  callAsyncapi: {
    name: 'publish',
    body: {
      call: 'asyncapi',
      with: {
        document: { endpoint: 'https://example.com/asyncapi.yaml' },
        channel: 'orders',
        message: { payload: '${ . }' },
      },
    },
  },
  callMcp: {
    name: 'tool',
    body: {
      call: 'mcp',
      with: {
        method: 'tools/call',
        parameters: { name: 'search', arguments: {} },
        transport: { http: { endpoint: 'https://example.com/mcp' } },
      },
    },
  },
  callA2a: {
    name: 'agent',
    body: {
      call: 'a2a',
      with: {
        method: 'message/send',
        server: 'https://example.com/agent',
        parameters: { message: { role: 'user', parts: [{ kind: 'text', text: 'Hello' }] } },
      },
    },
  },
  callCallback: {
    name: 'approve',
    body: {
      call: 'callback',
      with: {
        request: {
          call: 'http',
          with: { method: 'post', endpoint: 'https://example.com', body: { answer: '${ $callback.path }' } },
        },
        expires: 'P1D',
      },
    },
  },
  callFunction: { name: 'echo', body: { call: 'echo', with: { text: 'Hello' } } },
  runWorkflow: {
    name: 'child',
    body: { run: { workflow: { namespace: 'default', name: 'child', version: 'latest' } } },
  },
  runScript: { name: 'script', body: { run: { script: { language: 'js', code: 'return 1' } } } },
  runShell: { name: 'shell', body: { run: { shell: { command: 'echo', arguments: ['Hello'] } } } },
  runContainer: { name: 'container', body: { run: { container: { image: 'alpine' } } } },
};

/** What a new task of a kind is called unless a person says so. */
export function usualName(kind: KnownKind): string {
  return SKELETONS[kind].name;
}

/** A new task of a kind: an object whose only name is that of the task. */
export function skeleton(kind: KnownKind, name: string): object {
  return { [name]: SKELETONS[kind].body };
}

/** A value as the lines of a block, without indentation. */
export function blockLines(value: object): string[] {
  return stringify(value, { indent: 2, lineWidth: 0, singleQuote: true, aliasDuplicateObjects: false })
    .trimEnd()
    .split('\n');
}

/** A value in braces, on one line. */
export function flowText(value: object): string {
  return stringify(value, {
    collectionStyle: 'flow',
    flowCollectionPadding: false,
    lineWidth: 0,
    singleQuote: true,
    aliasDuplicateObjects: false,
  }).trim();
}

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { readDefinition } from '../../src/core/definition';
import type { Definition } from '../../src/core/definition';

const REPOSITORY = new URL('../../../', import.meta.url);
const KIT = new URL('../shared/ctk/features/', REPOSITORY);

export interface Sample {
  readonly name: string;
  readonly text: string;
}

export const EXAMPLES: readonly Sample[] = readdirSync(new URL('examples/', REPOSITORY))
  .map((name) => ({ name, file: new URL(`examples/${name}/workflow.yaml`, REPOSITORY) }))
  .filter(({ file }) => existsSync(file))
  .map(({ name, file }) => ({ name: `example ${name}`, text: readFileSync(file, 'utf8') }));

/** The conformance kit of the language, where it is at hand. */
export const HAS_KIT = existsSync(KIT);

export const KIT_DEFINITIONS: readonly Sample[] = HAS_KIT
  ? readdirSync(KIT)
      .filter((file) => file.endsWith('.feature'))
      .flatMap((file) => definitionsIn(file, readFileSync(new URL(file, KIT), 'utf8')))
  : [];

function definitionsIn(file: string, feature: string): Sample[] {
  const marker = /workflow with definition:\r?\n[ ]*"""yaml\r?\n([\s\S]*?)\r?\n[ ]*"""/g;
  return [...feature.matchAll(marker)].map((match, index) => ({
    name: `kit ${file} ${index + 1}`,
    text: (match[1] ?? '').replaceAll(/^ {4}/gm, ''),
  }));
}

const HEAD = "document: {dsl: '1.0.3', namespace: test, name: all-tasks, version: '1.2.3'}\n";

/** Every task of the language, with comments, blank lines and scalars of all styles. */
export const EVERY_TASK = `# The head of the file
${HEAD}
# What it needs
input: {schema: {format: json, document: {type: object}}}

do: # the list
  # Detached from the first task

  # Leads the first task
  - askTheShop: # beside the name
      # inside
      call: http
      with: {method: get, endpoint: 'https://shop.example.com/{id}'} # beside a value
      metadata:
        millrace:
          compensate:
            # undo
            - takeBack: {call: http, with: {method: delete, endpoint: https://shop.example.com}}
            # after the undo
      # trails the first task


  # Leads a folded text
  - describe:
      set: >-
        \${ . + {text: "two
           lines"} }

  - keep:
      set:
        text: |+
          # no comment, but text

          kept

  - openApi: {call: openapi, with: {document: {endpoint: https://a.example.com}, operationId: find}}
  - grpc:
      call: grpc
      with:
        proto: {endpoint: file:///p.proto}
        service: {name: Greeter, host: localhost, port: 50051}
        method: greet
  - tell:
      call: asyncapi
      with: {document: {endpoint: https://b.example.com}, channel: orders, message: {payload: {a: 1}}}
  - hear:
      call: asyncapi
      with:
        document: {endpoint: https://b.example.com}
        channel: orders
        subscription:
          consume: {amount: 3}
          foreach:
            item: order
            do:
              - check: {set: '\${ $order.payload }'}
  - tool: {call: mcp, with: {method: tools/call, parameters: {name: add}, transport: {http: {endpoint: https://m.example.com}}}}
  - agent: {call: a2a, with: {method: message/send, server: https://agent.example.com}}
  - approve:
      call: callback
      with: {request: {call: http, with: {method: post, endpoint: https://c.example.com}}, expires: P3D, heartbeat: PT10M}
  - custom: {call: 'http-json:1.0.0@default', with: {a: 1}}
  - child: {run: {workflow: {namespace: test, name: child, version: latest}}}
  - script: {run: {script: {language: js, code: 'return 1'}}}
  - shell: {run: {shell: {command: ls, arguments: [-l]}}}
  - container: {run: {container: {image: alpine}}}
  - choose:
      switch:
        - big: {when: .size > 10, then: loop}
        - small: {when: .size < 5, then: continue}
        - odd: {when: .odd, then: exit}
        - rest: {then: end}
  - loop:
      for: {each: item, in: .items, at: i}
      while: .more
      metadata: {millrace: {parallel: 5}}
      do:
        - inner: {wait: PT1S}
        # between two tasks
        - second:
            if: .second
            wait: {minutes: 1, seconds: 30}
            then: exit
        # after the last one
  - both:
      fork:
        compete: true
        branches:
          - left: {do: [{a: {set: {x: 1}}}, {b: {set: {x: 2}, then: end}}]}
          - right: {wait: PT1S}
  - careful:
      try:
        - risky: {raise: {error: {type: urn:x, status: 418, title: Teapot}}}
      catch:
        errors: {with: {type: https://open-workflow-specification.org/spec/1.0.0/errors/timeout, status: 408}}
        retry: {delay: PT1S, limit: {attempt: {count: 3}}}
        do:
          - mend: {set: {mended: true}}
          - again: {wait: PT1S, then: end}
        then: tellAll
  - retried:
      try: [{fail: {call: fail}}]
      catch: {retry: {delay: PT1S}, then: end}
  - tellAll: {emit: {event: {with: {type: com.example.told, source: urn:me}}}}
  - await:
      listen: {to: {any: [{with: {type: a}}, {with: {type: b}}], until: '. | length > 3'}}
      foreach: {item: event, do: [{note: {set: '\${ $event }'}}]}
  - nested:
      do:
      - zero: {set: {indented: true}}
      - one: {set: {}}
      then: askTheShop
use:
  functions:
    twice:
      do:
        - once: {call: echo}
        - more: {call: echo}
  extensions:
    - log: {extend: all, before: [{say: {call: echo}}], after: [{said: {call: echo}}]}
# The last line`;

export const JSON_TEXT = JSON.stringify(
  {
    document: { dsl: '1.0.3', namespace: 'test', name: 'json', version: '1.0.0' },
    do: [
      { first: { set: { a: 1 } } },
      { second: { for: { in: '.x' }, do: [{ inner: { wait: 'PT1S' } }] } },
      { third: { do: [] } },
    ],
  },
  null,
  2,
);

export const OWN: readonly Sample[] = [
  { name: 'every task', text: EVERY_TASK },
  { name: 'every task with CRLF', text: EVERY_TASK.replaceAll('\n', '\r\n') },
  { name: 'every task after a byte order mark and a directive', text: `\uFEFF%YAML 1.2\n---\n${EVERY_TASK}\n...\n` },
  { name: 'JSON', text: JSON_TEXT },
  { name: 'JSON on one line', text: JSON.stringify(JSON.parse(JSON_TEXT)) },
  { name: 'an empty list', text: `${HEAD}do: [] # nothing yet\n` },
  { name: 'a list that is missing', text: `${HEAD}do:\n` },
  { name: 'a list at the column of its name', text: `${HEAD}do:\n- a: {set: {}}\n# between\n- b: {set: {}}` },
  {
    name: 'flow lists with comments',
    text: `${HEAD}do: [\n  # one\n  {a: {set: {}}}, # beside\n  # two\n  {b: {do: [ ]}}\n]\n`,
  },
];

export const SAMPLES: readonly Sample[] = [...EXAMPLES, ...OWN, ...KIT_DEFINITIONS];

/** The definition in a text that is known to hold one. */
export function definitionOf(text: string): Definition {
  const reading = readDefinition(text);
  if (!reading.ok) {
    throw new Error(`${JSON.stringify(reading.problems)}\n${text}`);
  }
  return reading.definition;
}

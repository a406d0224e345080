const document = (name: string, title: string) => `document:
  dsl: 1.0.3
  namespace: shop
  name: ${name}
  version: 1.0.0
  title: ${title}
`;

/** Ends at once with its input. */
export const GREETING = `${document('greeting', 'Greet somebody')}do:
  - greet:
      set:
        greeting: \${ "Hello " + (.name // "world") }
`;

/** Fails in its second task. */
export const FAILING = `${document('failing', 'Order that fails')}do:
  - checkOrder:
      set:
        order: 42
  - refuse:
      raise:
        error:
          type: https://example.com/errors/out-of-stock
          status: 409
          title: Out of stock
          detail: The shop has no more of article 42.
`;

/** Waits for ten minutes. */
export const WAITING = `${document('waiting', 'Wait for the parcel')}do:
  - pack:
      set:
        packed: true
  - waitForCourier:
      wait:
        minutes: 10
  - deliver:
      set:
        delivered: true
`;

/** Waits a little, several times. */
export const TICKING = `${document('ticking', 'Count slowly')}do:
  - count:
      for:
        each: number
        in: \${ [range(40)] }
      do:
        - pause:
            wait:
              milliseconds: 500
        - note:
            set:
              number: \${ $number }
`;

/** Has as many tasks one after the other as wanted. */
export function longWorkflow(tasks: number): string {
  const lines = Array.from({ length: tasks }, (_, index) => `  - step${index}:\n      set:\n        at: ${index}\n`);
  return `${document('long', 'Many steps')}do:\n${lines.join('')}`;
}

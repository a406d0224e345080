import { createHmac, randomUUID } from 'node:crypto';
import type { Server } from './server';

const POLL_MS = 50;
const WITHIN_MS = 30_000;

/** A tenant of a test's own, reached as any program would, beside the page. */
export class Tenant {
  private constructor(
    private readonly server: Server,
    readonly name: string,
  ) {}

  static async create(server: Server, name = `t-${randomUUID().slice(0, 8)}`): Promise<Tenant> {
    const tenant = new Tenant(server, name);
    await tenant.send('PUT', '', { displayName: name });
    return tenant;
  }

  /** A new key of this tenant. */
  async key(role: string): Promise<string> {
    return ((await this.send('POST', '/keys', { role, label: `${role} of a test` })) as { key: string }).key;
  }

  async publish(name: string, yaml: string): Promise<void> {
    await this.send('PUT', `/workflows/${name}`, yaml, 'application/yaml');
  }

  /** Starts a run and gives its id. */
  async start(workflow: string, input: unknown = {}): Promise<string> {
    return ((await this.send('POST', `/workflows/${workflow}/runs`, input)) as { id: string }).id;
  }

  async run(id: string): Promise<{ status: string; output?: unknown }> {
    return (await this.send('GET', `/runs/${id}`)) as { status: string };
  }

  /** Waits until a run stands somewhere. */
  async awaitStatus(id: string, status: string): Promise<void> {
    const until = Date.now() + WITHIN_MS;
    let last = '';
    while (Date.now() < until) {
      last = (await this.run(id)).status;
      if (last === status) {
        return;
      }
      await new Promise((done) => setTimeout(done, POLL_MS));
    }
    throw new Error(`The run ${id} is ${last}, not ${status}.`);
  }

  /** Makes a webhook that starts a workflow, and a function that delivers to it, signed as GitHub signs. */
  async webhook(workflow: string): Promise<(body: unknown) => Promise<number>> {
    const secret = randomUUID();
    await this.send('PUT', '/secrets/hook', { value: secret });
    const authentication = { scheme: 'github', secret: 'hook' };
    await this.send('PUT', '/triggers/hook', { type: 'webhook', authentication, target: { workflow } });
    return async (content) => {
      const body = JSON.stringify(content);
      const signature = createHmac('sha256', secret).update(body).digest('hex');
      const answer = await fetch(`${this.server.url}/hooks/${this.name}/hook`, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          'X-Hub-Signature-256': `sha256=${signature}`,
          'X-GitHub-Delivery': randomUUID(),
        },
        body,
      });
      return answer.status;
    };
  }

  /** Any request as the owner of the installation. Throws what the server said when it refuses. */
  async send(method: string, path: string, body?: unknown, type = 'application/json'): Promise<unknown> {
    const answer = await fetch(`${this.server.url}/v1/tenants/${this.name}${path}`, {
      method,
      headers: { Authorization: `Bearer ${this.server.key}`, ...(body === undefined ? {} : { 'Content-Type': type }) },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) {
      throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    }
    return text === '' ? undefined : JSON.parse(text);
  }
}

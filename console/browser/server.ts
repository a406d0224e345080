import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const READY_WITHIN_MS = 180_000;
const LOOK_EVERY_MS = 100;
const TARGET = join(import.meta.dirname, '../../deploy/standalone/target');

/** All of Millrace in a process of its own, that can be killed and started again on the same data. */
export class Server {
  private process: ChildProcess | null = null;

  private constructor(
    private readonly directory: string,
    private readonly port: number,
    private readonly kafkaPort: number,
  ) {}

  static async start(): Promise<Server> {
    const server = new Server(mkdtempSync(join(tmpdir(), 'millrace-console-')), await freePort(), await freePort());
    await server.startAgain();
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The key of whoever owns the installation. */
  get key(): string {
    return readFileSync(join(this.directory, 'data/admin.key'), 'utf8').trim();
  }

  /** Starts it and waits until it is ready. */
  async startAgain(): Promise<void> {
    this.launch();
    await this.awaitReady();
  }

  /** Starts it and returns at once. */
  launch(): void {
    const log = openSync(join(this.directory, 'server.log'), 'a');
    this.process = spawn(javaCommand(), argumentsOf(this.port, this.kafkaPort, join(this.directory, 'data')), {
      stdio: ['ignore', log, log],
    });
    closeSync(log);
  }

  async awaitReady(): Promise<void> {
    const until = Date.now() + READY_WITHIN_MS;
    while (!(await this.isReady())) {
      if (Date.now() > until || this.process === null || this.process.exitCode !== null) {
        throw new Error(`The server is not ready. It said:\n${this.said().slice(-4000)}`);
      }
      await new Promise((done) => setTimeout(done, LOOK_EVERY_MS));
    }
  }

  /** kill -9. */
  async kill(): Promise<void> {
    const { process: child } = this;
    this.process = null;
    if (child === null || child.exitCode !== null) {
      return;
    }
    const ended = new Promise((done) => child.once('exit', done));
    child.kill('SIGKILL');
    await ended;
  }

  async close(): Promise<void> {
    await this.kill();
    rmSync(this.directory, { recursive: true, force: true });
  }

  private said(): string {
    return readFileSync(join(this.directory, 'server.log'), 'utf8');
  }

  private async isReady(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/actuator/health/readiness`)).ok;
    } catch {
      return false;
    }
  }
}

function argumentsOf(port: number, kafkaPort: number, data: string): string[] {
  const jar = readdirSync(TARGET).find((file) => file.endsWith('-exec.jar'));
  if (jar === undefined) {
    throw new Error(`There is no server to test in ${TARGET}: build deploy/standalone first.`);
  }
  return [
    '--sun-misc-unsafe-memory-access=allow',
    '--enable-native-access=ALL-UNNAMED',
    '-Xmx768m',
    '-XX:+UseSerialGC',
    '-XX:TieredStopAtLevel=1',
    '-jar',
    join(TARGET, jar),
    'up',
    '--port',
    String(port),
    '--kafka-port',
    String(kafkaPort),
    '--data',
    data,
  ];
}

function javaCommand(): string {
  const home = process.env.JAVA_HOME;
  return home === undefined ? 'java' : join(home, 'bin/java');
}

function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const probe = createServer();
    probe.once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => done(port));
    });
  });
}

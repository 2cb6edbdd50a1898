import { spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startUntil, stopTree } from './processes.ts';

/** A PostgreSQL of its own: Debian's, on a free port, its files in a folder that goes with it. */
export type RunningPostgres = {
  readonly url: string;
  /** Of its own: data and logs. */
  readonly data: string;
  /** One of its tools (`pg_dump`, `pgbench`), told this server by the environment; its standard output. Throws when it fails. */
  tool(name: string, args: readonly string[], input?: string): string;
  /** The process under which all of its processes are. */
  readonly pid: number;
  /** The end of its log. */
  said(): string;
  stop(): Promise<void>;
};

/** `settings` are `name=value` of postgresql.conf. */
export async function startPostgres(settings: readonly string[] = []): Promise<RunningPostgres> {
  const versions = readdirSync('/usr/lib/postgresql').sort((a, b) => Number(b) - Number(a));
  const bin = `/usr/lib/postgresql/${versions[0]}/bin`;
  const folder = mkdtempSync(path.join(tmpdir(), 'plainpied-postgres-'));
  const data = path.join(folder, 'data');
  // Root may not run it, so `postgres` does.
  const root = process.getuid?.() === 0;
  const as = (command: readonly string[]): readonly string[] => (root ? ['runuser', '-u', 'postgres', '--', ...command] : command);
  if (root) chownSync(folder, Number(output('id', ['-u', 'postgres'])), -1);
  try {
    const [initdb = '', ...args] = as([`${bin}/initdb`, '-D', data, '-A', 'trust', '-U', 'grc', '-E', 'UTF8', '--no-sync']);
    output(initdb, args);
    const port = await freePort();
    const [program = '', ...rest] = as([`${bin}/postgres`, '-D', data, '-p', String(port), '-k', data, '-c', 'listen_addresses=127.0.0.1', ...settings.flatMap((each) => ['-c', each])]);
    const { child, output: said } = await startUntil(program, rest, /ready to accept connections/, { timeoutMs: 30_000 });
    const env = { ...process.env, PGHOST: '127.0.0.1', PGPORT: String(port), PGUSER: 'grc', PGDATABASE: 'postgres' };
    return {
      url: `postgres://grc@127.0.0.1:${port}/postgres`,
      data,
      pid: child.pid ?? 0,
      said,
      tool: (name, toolArgs, input) => output(`${bin}/${name}`, toolArgs, { env, input }),
      stop: async () => {
        await stopTree(child, 'SIGINT');
        rmSync(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

function output(program: string, args: readonly string[], options: { readonly env?: NodeJS.ProcessEnv; readonly input?: string | undefined } = {}): string {
  const { status, stdout, stderr, error } = spawnSync(program, [...args], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, ...options });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${error?.message ?? stderr}`);
  return stdout.trim();
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address !== null && typeof address !== 'string' ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}

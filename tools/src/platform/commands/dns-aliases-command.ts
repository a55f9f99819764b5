import type { Command } from 'commander';
import { changeHosts, readHosts } from '../aliases/hosts-file';
import { namesIn, withBlock, withoutBlock } from '../aliases/hosts-block';
import { ALIASES, forwardCommand, urlOf } from '../aliases/pages';
import { Cluster, type Forward } from '../cluster/cluster';
import { table } from '../stacks/outputs';
import { awsVariables, withEnvironment, type EnvironmentOptions } from './environment-option';
import { rimOf } from './operation';
import { print, say } from './streams';

interface AliasOptions {
  readonly hostsFile: string;
}

function commands(): string {
  return table(ALIASES.map((alias) => [urlOf(alias), forwardCommand(alias)]));
}

function add({ hostsFile }: AliasOptions): void {
  const hosts = ALIASES.map(({ host }) => host);
  const isChanged = changeHosts(hostsFile, (text) => withBlock(text, hosts));
  say(`${hostsFile}: ${isChanged ? 'names added' : 'the names are there'}`);
  print(commands());
}

function remove({ hostsFile }: AliasOptions): void {
  const isChanged = changeHosts(hostsFile, withoutBlock);
  say(`${hostsFile}: ${isChanged ? 'is as it was before' : 'no name of ours is there'}`);
}

function status({ hostsFile }: AliasOptions): void {
  const names = namesIn(readHosts(hostsFile));
  print(
    table(
      ALIASES.map((alias) => [urlOf(alias), names.includes(alias.host) ? 'named' : 'not named']),
    ),
  );
}

/** Waits until somebody wants to stop. */
function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => {
        resolve();
      });
    }
  });
}

async function forward(options: EnvironmentOptions): Promise<void> {
  const { place, run } = rimOf(options);
  const { environment, work } = place;
  const env = awsVariables(environment);
  const cluster = await Cluster.open({ environment, run, env, work });
  const forwards: Forward[] = [];
  try {
    for (const alias of ALIASES) {
      const target = `service/${alias.service}`;
      const { namespace, port, localPort } = alias;
      forwards.push(await cluster.forward({ namespace, target, port }, localPort));
      print(urlOf(alias));
    }
    say('Ctrl-C ends them');
    await untilStopped();
  } finally {
    await Promise.all(forwards.map((one) => one.stop()));
    await cluster.close();
  }
}

/** Adds `dns-aliases` with `add`, `remove`, `status` and `forward`. */
export function addDnsAliases(program: Command): void {
  const aliases = program
    .command('dns-aliases')
    .description('Names for the pages of the platform on this machine, and the ways to them.');
  const withFile = (name: string, description: string): Command =>
    aliases
      .command(name)
      .description(description)
      .option('--hosts-file <path>', 'the hosts file', '/etc/hosts');
  withFile('add', 'Puts the names into the hosts file, and prints the ways.').action(add);
  withFile('remove', 'Puts the hosts file back to the byte.').action(remove);
  withFile('status', 'Tells which names are there.').action(status);
  withEnvironment(
    aliases.command('forward').description('Opens the ways to all pages, until Ctrl-C.'),
  ).action(forward);
}

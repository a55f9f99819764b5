import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { ANSWERS, OBJECTS } from '../../platform/testing/written-platform';
import { run } from '../../servers/run';

/**
 * What every stand-in begins with: it writes down that it was called, and where it is told to, it
 * hangs until somebody interrupts it.
 */
const PREAMBLE = `#!/bin/sh
log() {
  echo "$1" >> "$REHEARSAL/log"
  [ "$1" = "$(cat "$REHEARSAL/hang" 2>/dev/null)" ] || return 0
  trap 'exit 130' INT
  : > "$REHEARSAL/hung"
  while :; do sleep 0.05; done
}
`;

/**
 * Programs that stand in for the real ones. They show in which order things are done and what happens
 * when that is cut short: not that AWS or a cluster would do what they are asked.
 */
const STAND_INS: Readonly<Record<string, string>> = {
  git: `case "$1" in rev-parse) echo 0123456789ab;; *) :;; esac`,
  'session-manager-plugin': `echo 1.2.707.0`,
  helm: `echo v3.19.0`,
  docker: `case "$1" in version) echo 28.2.2;; *) cat > /dev/null; log "docker $1";; esac`,
  npx: `log "$4"`,
  node: `log "vault bootstrap"; echo "$*" >> "$REHEARSAL/vault"`,
  tofu: `case "$1" in version) echo "OpenTofu v1.11.2"; exit 0;; esac
stack="\${1##*/}"; command="$2"
case "$command" in
  plan) echo "Plan: 1 to add, 0 to change, 0 to destroy."; exit 2;;
  apply) log "apply $stack"; : > "$REHEARSAL/state-$stack";;
  state) [ ! -e "$REHEARSAL/state-$stack" ] || echo aws_thing.one;;
  destroy) log "destroy $stack"; rm "$REHEARSAL/state-$stack";;
esac`,
  aws: `[ "$1" = --version ] && { echo "aws-cli/2.31.0"; exit 0; }
case "$1 $2" in
  "sts get-caller-identity") cat "$REHEARSAL/caller"; exit "$(cat "$REHEARSAL/caller-code")";;
  "ec2 describe-availability-zones") echo '["us-east-2a","us-east-2b"]';;
  "s3api head-bucket") log "head-bucket"; [ -e "$REHEARSAL/bucket" ];;
  "s3api create-bucket") : > "$REHEARSAL/bucket";;
  "eks describe-cluster") log "describe-cluster"
    echo '{"cluster":{"endpoint":"https://abc.eks.example","certificateAuthority":{"data":"Q0E="}}}';;
  "ec2 describe-instances") case "$*" in *text*) echo i-0123;; *) echo '[]';; esac;;
  "ec2 describe-volumes") cat "$REHEARSAL/volumes";;
  "ssm start-session") echo "Waiting for connections..."; exec sleep 120;;
  "ecr describe-images") exit 254;;
  "ecr get-login-password") echo password;;
  *) echo '[]';;
esac`,
  kubectl: `[ "$1" = version ] && { echo "Client Version: v1.35.1"; exit 0; }
place=""; [ "$1" = -n ] && { place="$2"; shift 2; }
case "$1" in
  port-forward) echo "Forwarding from 127.0.0.1:$PAGES_PORT -> 80"; exec sleep 120;;
  create) cat >> "$REHEARSAL/secrets"; log "create secret";;
  exec) echo '{"initialized":true,"sealed":false}';;
  delete) log "delete $2$place";;
  wait) log "wait $2";;
  api-resources) echo nodepools.karpenter.sh;;
  get) case "$*" in
    *--raw*) log "readyz"; echo ok;;
    *jsonpath*) printf c2VjcmV0;;
    "get secret"*) grep -q "$3" "$REHEARSAL/secrets" 2>/dev/null;;
    *--namespace\\ *) cat "$REHEARSAL/objects/$2 $4";;
    *) cat "$REHEARSAL/objects/$2" 2>/dev/null || echo '{"items":[]}';;
  esac;;
esac`,
};

const CALLER = { Account: '123456789012', Arn: 'arn:aws:iam::123456789012:user/x' };

/** A place with stand-ins for all programs, and stacks as they are really synthesized. */
export class Rehearsal {
  private constructor(
    readonly folder: string,
    private readonly pages: Server,
  ) {}

  static async prepare(): Promise<Rehearsal> {
    const folder = mkdtempSync(join(tmpdir(), 'weather-rehearsal-'));
    mkdirSync(join(folder, 'bin'));
    mkdirSync(join(folder, 'objects'));
    for (const [name, script] of Object.entries(STAND_INS)) {
      writeFileSync(join(folder, 'bin', name), `${PREAMBLE}${script}\n`);
      chmodSync(join(folder, 'bin', name), 0o755);
    }
    for (const [name, items] of Object.entries(OBJECTS)) {
      writeFileSync(join(folder, 'objects', name), JSON.stringify({ items }));
    }
    const rehearsal = new Rehearsal(folder, await servePages());
    rehearsal.write('caller', JSON.stringify(CALLER));
    rehearsal.write('caller-code', '0');
    rehearsal.write('volumes', '[]');
    const synthesis = ['--import', 'tsx', 'apps/infra/src/main.ts', '--env', 'dev'];
    const cwd = join(import.meta.dirname, '../../../..');
    await run(process.execPath, [...synthesis, '--outdir', join(folder, 'synth')], { cwd });
    return rehearsal;
  }

  /** Variables with which a command finds the stand-ins before the real programs. */
  get env(): NodeJS.ProcessEnv {
    const { port } = this.pages.address() as AddressInfo;
    const path = [join(this.folder, 'bin'), process.env['PATH']].join(delimiter);
    return { PATH: path, REHEARSAL: this.folder, PAGES_PORT: String(port) };
  }

  write(name: string, text: string): void {
    writeFileSync(join(this.folder, name), text);
  }

  read(name: string): string {
    return readFileSync(join(this.folder, name), { encoding: 'utf8', flag: 'a+' });
  }

  /** What was done since this was asked last. */
  done(): readonly string[] {
    const lines = this.read('log').split('\n').slice(0, -1);
    this.forget('log');
    return lines;
  }

  forget(name: string): void {
    rmSync(join(this.folder, name), { force: true });
  }

  async end(): Promise<void> {
    await new Promise((resolve) => this.pages.close(resolve));
    rmSync(this.folder, { recursive: true });
  }
}

/** All pages of the platform at one port: their paths differ. */
async function servePages(): Promise<Server> {
  const answers = new Map(
    Object.entries(ANSWERS).map(([key, body]) => [key.slice(key.indexOf('/')), body]),
  );
  const server = createServer(({ url = '' }, response) => {
    const body = answers.get(url);
    response.writeHead(body === undefined ? 404 : 200, { connection: 'close' });
    response.end(JSON.stringify(body ?? 'not found'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

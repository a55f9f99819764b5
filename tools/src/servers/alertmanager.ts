import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { prometheusProgram } from './prometheus-programs';
import { answers, freePort, ServerProcess } from './server-process';

/** A real Alertmanager on loopback. */
export class AlertmanagerServer {
  private constructor(
    /** Host and port. */
    readonly address: string,
    private readonly process: ServerProcess,
  ) {}

  /**
   * @param folder its configuration and data
   * @param configuration as its file has it
   * @param say told before something that takes a while
   */
  static async start(
    folder: string,
    configuration: object,
    say: (line: string) => void,
  ): Promise<AlertmanagerServer> {
    const program = await prometheusProgram('prometheus-alertmanager', say);
    mkdirSync(folder, { recursive: true });
    const file = join(folder, 'alertmanager.json');
    writeFileSync(file, JSON.stringify(configuration));
    const address = `127.0.0.1:${await freePort()}`;
    const started = await ServerProcess.start({
      name: 'alertmanager',
      program,
      parameters: [
        `--config.file=${file}`,
        `--storage.path=${join(folder, 'data')}`,
        `--web.listen-address=${address}`,
        '--cluster.listen-address=',
      ],
      isUp: () => answers(`http://${address}/-/ready`),
    });
    return new AlertmanagerServer(address, started);
  }

  /** The end of what it printed. */
  get lastWords(): string {
    return this.process.lastWords;
  }

  stop(): Promise<void> {
    return this.process.stop();
  }
}

import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

const END_OF_MAIL = '\r\n.\r\n';

/** One client, as far as RFC 5321 asks for it. */
class Session {
  private text = '';
  private isMail = false;

  constructor(
    private readonly socket: Socket,
    private readonly onMail: (mail: string) => void,
  ) {
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      this.take(chunk.toString());
    });
    this.say('220 sink ready');
  }

  private take(chunk: string): void {
    this.text += chunk;
    if (this.isMail) this.takeMail();
    while (!this.isMail && this.text.includes('\r\n')) {
      const [line = ''] = this.text.split('\r\n', 1);
      this.text = this.text.slice(line.length + 2);
      this.obey(line);
    }
  }

  private takeMail(): void {
    const end = this.text.indexOf(END_OF_MAIL);
    if (end === -1) return;
    this.onMail(this.text.slice(0, end));
    this.text = this.text.slice(end + END_OF_MAIL.length);
    this.isMail = false;
    this.say('250 taken');
  }

  private obey(line: string): void {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'QUIT') this.socket.end('221 bye\r\n');
    else if (verb === 'DATA') {
      this.isMail = true;
      this.say('354 go on');
    } else this.say('250 sink');
  }

  private say(line: string): void {
    this.socket.write(`${line}\r\n`);
  }
}

/** A mail server that keeps what it is given. */
export class SmtpSink {
  readonly mails: string[] = [];
  private readonly server: Server;

  constructor() {
    this.server = createServer((socket) => new Session(socket, (mail) => this.mails.push(mail)));
  }

  /** Starts it on loopback and answers host and port. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    await new Promise((resolve) => this.server.close(resolve));
  }
}

import { connect } from 'node:net';
import { once } from 'node:events';
import { HttpReceiver } from './http-receiver';
import { SmtpSink } from './smtp-sink';

describe('SmtpSink', () => {
  it('keeps the mails it is given, however they are cut', async () => {
    const sink = new SmtpSink();
    const [host = '', port = ''] = (await sink.listen()).split(':');
    const socket = connect(Number(port), host);
    await once(socket, 'data');
    const say = async (text: string): Promise<string> => {
      socket.write(text);
      const [answer] = (await once(socket, 'data')) as [Buffer];
      return answer.toString();
    };
    expect(await say('EHLO me\r\n')).toMatch(/^250 /);
    expect(await say('MAIL FROM:<a@example.com>\r\n')).toMatch(/^250 /);
    expect(await say('DATA\r\n')).toMatch(/^354 /);
    socket.write('Subject: x\r\n\r\nbo');
    expect(await say('dy\r\n.\r\n')).toMatch(/^250 /);
    socket.end('QUIT\r\n');
    await once(socket, 'close');
    await sink.close();

    expect(sink.mails).toEqual(['Subject: x\r\n\r\nbody']);
  });
});

describe('HttpReceiver', () => {
  it('keeps what is posted', async () => {
    const receiver = new HttpReceiver();
    const url = await receiver.listen();
    const answer = await fetch(`${url}/slack`, { method: 'POST', body: 'one two' });
    await receiver.close();

    expect(answer.status).toBe(202);
    expect(receiver.got('/slack', 'one', 'two')).toBe(true);
    expect(receiver.got('/other', 'one')).toBe(false);
  });
});

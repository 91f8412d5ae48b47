import { once } from 'node:events';
import { connect } from 'node:net';
import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';

/** What clamd says of a file: infected with something, by its name, or that it could not be asked. */
export type Verdict = { clean: true } | { clean: false; found: string } | { clean: false; unreachable: string };

const ANSWER_MAY_TAKE_MS = 30_000;
const MOST_ANSWER_BYTES = 4_096;

/**
 * Has clamd look through the content: its INSTREAM command, in which each chunk follows its length in four bytes and an empty one ends
 * (clamd(8)). `address` is "host:port".
 */
export async function scan(address: string, content: Readable): Promise<Verdict> {
  try {
    const answer = await ask(address, content);
    if (/: OK$/.test(answer)) return { clean: true };
    const [, found] = /: (.+) FOUND$/.exec(answer) ?? [];
    return found ? { clean: false, found } : { clean: false, unreachable: `clamd answered "${answer.slice(0, 200)}"` };
  } catch (error) {
    return { clean: false, unreachable: error instanceof Error ? error.message : String(error) };
  }
}

async function ask(address: string, content: Readable): Promise<string> {
  const { host, port } = addressOf(address);
  const socket = connect({ host, port });
  // An error of the connection reaches whoever reads the answer.
  const deadline = setTimeout(() => socket.destroy(new Error('clamd took too long')), ANSWER_MAY_TAKE_MS);
  let answer = '';
  socket.setEncoding('latin1').on('data', (said) => {
    answer += said;
    if (answer.length > MOST_ANSWER_BYTES) socket.destroy(new Error('clamd said too much'));
  });
  const answered = finished(socket, { writable: false });
  answered.catch(() => {});
  try {
    await Promise.race([once(socket, 'connect'), answered]);
    const write = async (bytes: Buffer) => {
      if (!socket.write(bytes)) await Promise.race([once(socket, 'drain'), answered]);
    };
    await write(Buffer.from('zINSTREAM\0'));
    for await (const chunk of content as AsyncIterable<Buffer>) {
      if (socket.destroyed || socket.readableEnded) break;
      await write(lengthOf(chunk.length));
      await write(chunk);
    }
    if (socket.writable) await write(lengthOf(0));
    await answered;
    return answer.replaceAll('\0', '').trim();
  } finally {
    clearTimeout(deadline);
    socket.destroy();
  }
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes);
  return length;
}

function addressOf(address: string): { host: string; port: number } {
  const [, host = '', port = ''] = /^\[?(.+?)\]?:(\d+)$/.exec(address) ?? [];
  return { host, port: Number(port) };
}

/**
 * @file JSON messages over a socket: four bytes of length (big-endian), then the text.
 *
 * A message longer than the limit ends the connection before it is read into memory.
 */
import type { Socket } from "node:net";

/** A batch of 10,000 large products fits many times. */
const maxMessageBytes = 268_435_456;
const headerBytes = 4;

export function sendMessage(socket: Socket, message: unknown): void {
  const body = Buffer.from(JSON.stringify(message), "utf8");
  if (body.length > maxMessageBytes)
    throw new RangeError("The message is too long; send less at once.");
  const header = Buffer.alloc(headerBytes);
  header.writeUInt32BE(body.length);
  socket.cork();
  socket.write(header);
  socket.write(body);
  socket.uncork();
}

/** Calls `receive` with each message; what is no message destroys the socket. */
export function readMessages(socket: Socket, receive: (message: unknown) => void): void {
  let chunks: Buffer[] = [];
  let held = 0;
  let wanted: number | undefined;
  const take = (count: number): Buffer => {
    const all = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
    chunks = all.length > count ? [all.subarray(count)] : [];
    held -= count;
    return all.subarray(0, count);
  };
  socket.on("data", (chunk: Buffer) => {
    chunks.push(chunk);
    held += chunk.length;
    try {
      for (;;) {
        if (wanted === undefined) {
          if (held < headerBytes) return;
          wanted = take(headerBytes).readUInt32BE();
          if (wanted > maxMessageBytes) throw new RangeError(`a message of ${wanted} bytes`);
        }
        if (held < wanted) return;
        const body = take(wanted).toString("utf8");
        wanted = undefined;
        receive(JSON.parse(body));
      }
    } catch (error) {
      socket.destroy(error instanceof Error ? error : new Error(String(error)));
    }
  });
}

/** @file Bytes sent to a server as they are, where `fetch` would mend them. */
import { connect } from "node:net";

/** Sends bytes, in parts where several are given, and collects what comes back until the server closes. */
export async function sendRaw(
  port: number,
  parts: string | readonly string[],
  { pauseMs = 20, waitMs = 10_000 }: { pauseMs?: number; waitMs?: number } = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1");
    let got = "";
    const timer = setTimeout(() => {
      socket.destroy();
      resolve(got);
    }, waitMs);
    socket.setEncoding("utf8");
    socket.on("data", (text: string) => (got += text));
    socket.on("error", (error: NodeJS.ErrnoException) => {
      // The server may have gone before all was sent.
      if (error.code !== "EPIPE" && error.code !== "ECONNRESET") reject(error);
    });
    socket.on("close", () => {
      clearTimeout(timer);
      resolve(got);
    });
    void (async () => {
      for (const part of [parts].flat()) {
        if (socket.destroyed) return;
        socket.write(part);
        await new Promise((next) => setTimeout(next, pauseMs));
      }
    })();
  });
}

/** The statuses of the answers in what a server sent. */
export function statusesOf(got: string): number[] {
  return [...got.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
}

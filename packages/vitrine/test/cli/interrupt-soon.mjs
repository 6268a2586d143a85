/**
 * @file Loaded into a command under test (`node --import`): sends it SIGINT once it listens for it
 * and has begun its work, however long its start took.
 */
const DELAY_MS = 100;
const POLL_MS = 5;

const poll = setInterval(() => {
  if (process.listenerCount("SIGINT") === 0) return;
  clearInterval(poll);
  setTimeout(() => process.kill(process.pid, "SIGINT"), DELAY_MS).unref();
}, POLL_MS).unref();

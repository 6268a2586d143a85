/**
 * @file Refuses requests that are meant for another host.
 *
 * A page of an attacker can have its own name point at 127.0.0.1 (DNS rebinding) and then call a
 * local server as its own origin; what such a request can not hide is the name in its Host header.
 */
import { VitrineError } from "../errors.js";

/** @throws {VitrineError} `HOST_REFUSED`. */
export type HostGuard = (host: string | undefined) => void;

/** Whether an address to listen on is reached from this machine alone. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}

/**
 * Guards a server.
 *
 * @param listenHost - What it listens on. Off loopback every name is let through, unless `hosts` names some.
 * @param hosts - Names under which it is called, beside its own; ports are not looked at.
 */
export function createHostGuard(listenHost: string, hosts: readonly string[]): HostGuard {
  if (!isLoopback(listenHost) && hosts.length === 0) return () => undefined;
  const own = isLoopback(listenHost) ? ["localhost", "127.0.0.1", "[::1]"] : [];
  const listened = listenHost.includes(":") ? `[${listenHost}]` : listenHost;
  const allowed = new Set([...own, listened, ...hosts].map((host) => host.toLowerCase()));
  return (host) => {
    const name = (host ?? "").replace(/:\d*$/, "").toLowerCase();
    if (allowed.has(name)) return;
    throw new VitrineError(
      "HOST_REFUSED",
      `A request must be meant for this server; its Host header says ${JSON.stringify((host ?? "").slice(0, 100))}. Call it by ${[...allowed][0] ?? ""}, or add the name to server.hosts in vitrine.config.ts.`,
      { host: (host ?? "").slice(0, 100) },
    );
  };
}

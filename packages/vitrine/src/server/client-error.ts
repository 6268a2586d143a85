/** @file Answers to what is no HTTP request, or none that came in time: written to the socket itself. */
import type { Socket } from "node:net";
import { randomUUID } from "node:crypto";
import { VitrineError } from "../errors.js";
import { statusName } from "./http-status.js";
import { PROBLEM_MEDIA_TYPE, toProblem } from "./problem.js";
import { SECURITY_HEADERS } from "./security-headers.js";

/** Answers and closes the connection, whose further bytes can not be trusted to be a request. */
export function answerClientError(
  error: Error & { readonly code?: string },
  socket: Socket,
  maxHeaderBytes: number,
): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem = toProblem(toVitrineError(error, maxHeaderBytes), {
    path: "",
    requestId: randomUUID(),
    isOperator: false,
  });
  const text = JSON.stringify(problem);
  const headers = {
    ...SECURITY_HEADERS,
    "x-request-id": problem.requestId,
    "content-type": PROBLEM_MEDIA_TYPE,
    "content-length": String(Buffer.byteLength(text)),
    connection: "close",
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(
    `HTTP/1.1 ${problem.status} ${statusName(problem.status)}\r\n${lines.join("")}\r\n${text}`,
    () => socket.destroy(),
  );
}

function toVitrineError(
  error: Error & { readonly code?: string },
  maxHeaderBytes: number,
): VitrineError {
  if (error.code === "ERR_HTTP_REQUEST_TIMEOUT") {
    return new VitrineError(
      "REQUEST_TIMEOUT",
      "A request must arrive whole in the time that the server waits; this one did not. Send it again.",
      { part: "request" },
    );
  }
  if (error.code === "HPE_HEADER_OVERFLOW") {
    return new VitrineError(
      "REQUEST_TOO_LARGE",
      `The headers of a request must have at most ${maxHeaderBytes} bytes; these have more. Send what is long in a body.`,
      { part: "headers", limitBytes: maxHeaderBytes },
    );
  }
  return new VitrineError(
    "REQUEST_MALFORMED",
    "A request must follow the rules of HTTP; this one does not. Mend it.",
    { part: "request" },
    { cause: error },
  );
}

/** @file Headers that every answer has, against what browsers would otherwise do with it. */

/** A route may set its own in the place of one of these. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
  "cross-origin-opener-policy": "same-origin",
  "cache-control": "no-store",
};

/** Over TLS: browsers come back over TLS alone. */
export const TRANSPORT_SECURITY = "max-age=31536000";

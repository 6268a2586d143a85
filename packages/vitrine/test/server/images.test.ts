import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { RequestListener, Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isPublicAddress } from "../../src/server/images/public-address.js";
import { temporaryFolders } from "../temporary-folder.js";
import { sendRaw, statusesOf } from "./raw-request.js";
import { servedShops } from "./serve-shop.js";
import type { Answer, ServedShop } from "./serve-shop.js";

const makeFolder = temporaryFolders();
const serveShop = servedShops(makeFolder);
const PICTURE = Buffer.from("RIFF....WEBPVP8 a picture");

describe("pictures of the workspace", () => {
  let shop: ServedShop;
  beforeAll(async () => {
    shop = await serveShop({ isIndexed: false });
    const images = join(shop.folder, "images");
    mkdirSync(join(images, "desks"), { recursive: true });
    mkdirSync(join(shop.folder, "images-private"));
    writeFileSync(join(images, "a b.webp"), PICTURE);
    writeFileSync(join(images, "desks", "d1.JPG"), PICTURE);
    writeFileSync(join(images, "empty.png"), "");
    writeFileSync(join(images, "page.svg"), "<svg/>");
    writeFileSync(join(images, ".hidden.png"), PICTURE);
    writeFileSync(join(shop.folder, "secret.png"), "secret");
    writeFileSync(join(shop.folder, "images-private", "x.png"), "secret");
    symlinkSync(join(shop.folder, "secret.png"), join(images, "link.png"));
    symlinkSync(join(shop.folder, "images-private"), join(images, "folder"));
    symlinkSync(join(images, "a b.webp"), join(images, "inner.webp"));
    mkdirSync(join(images, "folder.png"));
  });

  it("are given with their type, and not again to whom has them", async () => {
    const response = await fetch(`${shop.server.url}/v1/images/a%20b.webp`);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("image/webp");
    expect(Buffer.from(await response.arrayBuffer())).toEqual(PICTURE);
    const again = await shop.call("/v1/images/a%20b.webp", {
      headers: { "if-none-match": response.headers.get("etag")! },
    });
    expect(again).toMatchObject({ status: 304, text: "" });
    expect((await shop.call("/v1/images/desks/d1.JPG")).headers.get("content-type")).toBe(
      "image/jpeg",
    );
    expect((await shop.call("/v1/images/inner.webp")).status).toBe(200);
    expect(await shop.call("/v1/images/empty.png")).toMatchObject({ status: 200, text: "" });
  });

  it.each([
    "none.png",
    "page.svg",
    ".hidden.png",
    "folder.png",
    "link.png",
    "folder/x.png",
    "..%2Fsecret.png",
    "desks/..%2F..%2Fsecret.png",
    "..%5Csecret.png",
    "%2Fetc%2Fpasswd.png",
    "a%00.png",
    "secret.png%00.webp",
    "//secret.png",
    "..%2Fimages-private%2Fx.png",
  ])("are nothing else: %s", async (path) => {
    expect(await shop.call(`/v1/images/${path}`)).toMatchObject({
      status: 404,
      json: { code: "FILE_NOT_FOUND" },
    });
  });

  it("are not left by dots that no client takes away", async () => {
    for (const path of ["../../secret.png", "../images-private/x.png", "%2e%2e/secret.png"]) {
      const got = await sendRaw(
        shop.server.port,
        `GET /v1/images/${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
      );
      expect(statusesOf(got)).toEqual([404]);
    }
  });
});

describe("an address", () => {
  it.each([
    ...["127.0.0.1", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254"],
    ...["0.0.0.0", "100.64.0.1", "224.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1"],
    ...["::1", "::", "fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1", "::ffff:127.0.0.1"],
    ...["::ffff:8.8.8.8", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1", "2001::1"],
    ...["localhost", "", "127.1", "2130706433", "0x7f000001"],
  ])("is not of the public internet: %s", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(["8.8.8.8", "172.32.0.1", "93.184.216.34", "2606:4700::1111", "2a00:1450:4001::1"])(
    "is of the public internet: %s",
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );
});

describe("pictures of other hosts", () => {
  let upstream: Server;
  let port: number;
  let shop: ServedShop;
  const requests: string[] = [];
  const answers: Record<string, RequestListener> = {
    "/a.webp": (_, response) => {
      response.writeHead(200, { "content-type": "image/webp; q=1" }).end(PICTURE);
    },
    "/page": (_, response) => {
      response.writeHead(200, { "content-type": "text/html" }).end("<script>");
    },
    "/drawing": (_, response) => {
      response.writeHead(200, { "content-type": "image/svg+xml" }).end("<svg/>");
    },
    "/away": (_, response) => {
      response.writeHead(302, { location: `http://pictures.example:${port}/a.webp` }).end();
    },
    "/told-large": (_, response) => {
      response.writeHead(200, { "content-type": "image/png", "content-length": "5000" });
      response.end(Buffer.alloc(5000));
    },
    "/large": (_, response) => {
      response.writeHead(200, { "content-type": "image/png" });
      for (let part = 0; part < 5; part++) response.write(Buffer.alloc(1000));
      response.end();
    },
    "/zipped": (_, response) => {
      response.writeHead(200, { "content-type": "image/png", "content-encoding": "gzip" });
      response.end(PICTURE);
    },
    "/broken": (request, response) => {
      response.writeHead(200, { "content-type": "image/png", "content-length": "500" });
      response.write(PICTURE);
      request.socket.end();
    },
    "/slow": (_, response) => {
      response.writeHead(200, { "content-type": "image/png" });
      response.write("a");
    },
  };
  /** What the resolver answers, call after call. */
  let resolved: string[][] = [];
  const asked: string[] = [];
  const connected: string[] = [];
  beforeAll(async () => {
    upstream = createServer((request, response) => {
      requests.push(`${request.headers.host ?? ""}${request.url ?? ""}`);
      answers[request.url ?? ""]?.(request, response);
    });
    await new Promise<void>((resolve) => upstream.listen(0, "127.0.0.1", resolve));
    ({ port } = upstream.address() as AddressInfo);
    shop = await serveShop({
      isIndexed: false,
      config: {
        server: {
          images: {
            hosts: [`pictures.example:${port}`, "cdn.example", `127.0.0.1:${port}`],
            maxBytes: 2000,
            timeoutMs: 500,
          },
        },
      },
      images: {
        resolve: async (name) => {
          asked.push(name);
          return Promise.resolve(resolved.shift() ?? ["127.0.0.1"]);
        },
        // The one address of the test's own server stands for a public one.
        mayConnect: (address) => {
          connected.push(address);
          return address === "127.0.0.1" || isPublicAddress(address);
        },
      },
    });
  });
  afterAll(() => {
    upstream.closeAllConnections();
    upstream.close();
  });
  const fetchImage = async (url: string): Promise<Answer> =>
    shop.call(`/v1/images?url=${encodeURIComponent(url)}`);
  const own = (path: string): string => `http://pictures.example:${port}${path}`;

  it("are fetched from a listed host, under its name", async () => {
    const answer = await fetchImage(own("/a.webp"));
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("image/webp");
    expect(answer.text).toBe(PICTURE.toString());
    expect(requests).toContain(`pictures.example:${port}/a.webp`);
  });

  it.each([
    ["another host", () => "http://evil.example/a.webp"],
    ["another port of a listed host", () => `http://pictures.example:${port + 1}/a.webp`],
    ["a host that only begins alike", () => "https://cdn.example.evil.example/a.png"],
    ["a listed host as a user name", () => "https://cdn.example@evil.example/a.png"],
    ["a password", () => "https://me:secret@cdn.example/a.png"],
    ["a file", () => "file:///etc/passwd"],
    ["data", () => "data:image/png;base64,AAAA"],
    ["no URL", () => "a.png"],
    ["another scheme", () => "gopher://cdn.example/"],
  ])("are not fetched from %s", async (_, url) => {
    const before = requests.length;
    expect(await fetchImage(url())).toMatchObject({
      status: 400,
      json: { code: "PARAM_INVALID", param: "url" },
    });
    expect(requests).toHaveLength(before);
  });

  it.each([
    ["what is no picture", "/page"],
    ["a drawing that can hold scripts", "/drawing"],
    ["a redirect", "/away"],
    ["a picture that says it is too large", "/told-large"],
    ["a picture that is too large", "/large"],
    ["compressed bytes", "/zipped"],
    ["a picture that breaks off", "/broken"],
    ["a picture that does not come to its end", "/slow"],
  ])("are not passed on when the host gives %s", async (_, path) => {
    const before = requests.length;
    expect(await fetchImage(own(path))).toMatchObject({
      status: 502,
      json: { code: "UPSTREAM_FAILED" },
    });
    expect(requests).toHaveLength(before + 1);
  });

  it.each([
    ["a private address", [["10.0.0.7"]]],
    ["a private address among public ones", [["93.184.216.34", "169.254.169.254"]]],
    ["a loopback address of the newer kind", [["::1"]]],
  ])("are not fetched from a listed name that has %s", async (_, addresses) => {
    resolved = addresses;
    expect(await fetchImage("https://cdn.example/a.png")).toMatchObject({ status: 400 });
  });

  it("are fetched from the address that was looked at, though the name answers otherwise a moment later", async () => {
    resolved = [["127.0.0.1"], ["10.0.0.7"]];
    asked.length = 0;
    connected.length = 0;
    expect((await fetchImage(own("/a.webp"))).status).toBe(200);
    expect(asked).toEqual(["pictures.example"]);
    expect(connected).toEqual(["127.0.0.1"]);
    // The second answer is met by the next request, and refused.
    expect((await fetchImage(own("/a.webp"))).status).toBe(400);
    expect(asked).toHaveLength(2);
  });
});

describe("by default", () => {
  it("no host is listed, and no private address is called even where one is", async () => {
    const bare = await serveShop({ isIndexed: false });
    expect((await bare.call("/v1/images?url=http://127.0.0.1/a.png")).status).toBe(400);
    const listed = await serveShop({
      isIndexed: false,
      config: { server: { images: { hosts: ["127.0.0.1", "localhost", "[::1]", "0x7f.1"] } } },
    });
    for (const host of ["127.0.0.1", "localhost", "[::1]", "0x7f.1", "2130706433"]) {
      const answer = await listed.call(`/v1/images?url=http://${host}/a.png`);
      expect(answer, host).toMatchObject({ status: 400, json: { code: "PARAM_INVALID" } });
    }
  });
});

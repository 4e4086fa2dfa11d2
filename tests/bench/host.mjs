// A host as sites have one: files over HTTP/2, compressed. Usage: node host.mjs FOLDER KEY CERTIFICATE; prints its port.

import { createReadStream, readFileSync, statSync } from "node:fs";
import { createSecureServer } from "node:http2";
import { extname, join, normalize } from "node:path";
import { createGzip } from "node:zlib";

const [folder, key, cert] = process.argv.slice(2);
const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".svg": "image/svg+xml" };

/** @param {string} path @returns {string} the file, nothing if there is none */
function fileOf(path) {
  const inside = normalize(decodeURIComponent(path.split("?")[0]));
  for (const file of [join(folder, inside), join(folder, inside, "index.html")]) {
    if (statSync(file, { throwIfNoEntry: false })?.isFile()) return file;
  }
  return "";
}

const server = createSecureServer({ key: readFileSync(key), cert: readFileSync(cert), allowHTTP1: true }, (request, response) => {
  const file = fileOf(request.url);
  if (!file) {
    response.writeHead(404).end();
    return;
  }
  const type = TYPES[extname(file)];
  response.writeHead(200, { "content-type": type ?? "application/octet-stream", "cache-control": "max-age=600", ...(type ? { "content-encoding": "gzip" } : {}) });
  if (type) createReadStream(file).pipe(createGzip()).pipe(response);
  else createReadStream(file).pipe(response);
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));

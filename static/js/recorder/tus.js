// tus 1.0.0, as much of it as a stretch needs: a length that is told at the end, and checksums.
const VERSION = { "Tus-Resumable": "1.0.0" };
const OFFSET = "application/offset+octet-stream";

const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

const metadata = (values) =>
  Object.entries(values)
    .map(([name, value]) => `${name} ${base64(String(value))}`)
    .join(",");

/** The upload's address. Asked twice for the same stretch, the site answers with the same one. */
export const createUpload = async (site, uploads, values) => {
  const headers = { ...VERSION, "Upload-Defer-Length": "1", "Upload-Metadata": metadata(values) };
  const response = await site.ask("POST", uploads, { headers });
  return new URL(response.headers.get("Location"), location.href).href;
};

/** How many bytes the site has, and whether it knows that these are all. */
export const offsetOf = async (site, upload) => {
  const response = await site.ask("HEAD", upload, { headers: VERSION });
  return { offset: Number(response.headers.get("Upload-Offset")), length: response.headers.get("Upload-Length") };
};

/** How many bytes the site has after these. */
export const append = async (site, upload, offset, bytes) => {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const headers = {
    ...VERSION,
    "Content-Type": OFFSET,
    "Upload-Offset": String(offset),
    "Upload-Checksum": `sha256 ${btoa(String.fromCharCode(...digest))}`,
  };
  const response = await site.ask("PATCH", upload, { headers, body: bytes });
  return Number(response.headers.get("Upload-Offset"));
};

/** Tells that there are no more bytes than these. */
export const seal = async (site, upload, length) => {
  const headers = { ...VERSION, "Content-Type": OFFSET, "Upload-Offset": String(length), "Upload-Length": String(length) };
  await site.ask("PATCH", upload, { headers });
};

// Enough of the ZIP format (APPNOTE.TXT 4.3) to say what a package holds, without unpacking any of it.

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const MOST_COMMENT_BYTES = 65_535;
const MOST_ENTRIES = 5_000;

/** The names in the package's directory; none where it is no package, or a broken one. */
export function zipEntries(content: Buffer): Set<string> {
  const names = new Set<string>();
  const end = endOfDirectory(content);
  if (end === undefined) return names;
  let at = content.readUInt32LE(end + 16);
  for (let left = Math.min(content.readUInt16LE(end + 10), MOST_ENTRIES); left > 0; left--) {
    if (at + ENTRY_BYTES > content.length || content.readUInt32LE(at) !== DIRECTORY_ENTRY) return new Set();
    const [name, extra, comment] = [28, 30, 32].map((offset) => content.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    names.add(content.toString('utf8', at + ENTRY_BYTES, at + ENTRY_BYTES + name));
    at += ENTRY_BYTES + name + extra + comment;
  }
  return names;
}

function endOfDirectory(content: Buffer): number | undefined {
  if (content.length < END_BYTES || content.readUInt32LE(0) !== 0x04034b50) return undefined;
  const least = Math.max(0, content.length - END_BYTES - MOST_COMMENT_BYTES);
  for (let at = content.length - END_BYTES; at >= least; at--)
    if (content.readUInt32LE(at) === END_OF_DIRECTORY) return at;
  return undefined;
}

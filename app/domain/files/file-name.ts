const MOST_CHARACTERS = 120;
const UNNAMED = 'document';

// Control characters, what file systems keep for themselves, and what turns the direction of writing ("gpj.exe" read backwards).
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const UNSAFE = /[\u0000-\u001f\u007f-\u009f"*:<>?|\\/\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** A file's name as it was chosen, made fit to be shown and to be saved under: the last part of a path, its extension kept. */
export function cleanFileName(name: string): string {
  const [last = ''] = name.split(/[\\/]/).slice(-1);
  const plain = last.toWellFormed().normalize('NFC').replace(UNSAFE, '').replace(/\s+/g, ' ').trim();
  const [, stem = plain, extension = ''] = /^(.*?)(\.[a-z0-9]{1,5})$/i.exec(plain) ?? [];
  const begun = [...stem.replace(/^[.\s]+/, '')].slice(0, MOST_CHARACTERS).join('');
  // Of a short text alone: a search for an end is as slow as the square of its length.
  const bare = begun.replace(/[.\s]+$/, '');
  return `${bare || UNNAMED}${extension.toLowerCase()}`;
}

/** The header that has a browser save the file and never show it: RFC 6266, with the name in ASCII for what reads no other. */
export function attachmentHeader(name: string): string {
  const ascii = name
    .normalize('NFKD')
    .replace(/[^\x20-\x7e]/g, '')
    .replace(/["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*!]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

import { zipEntries } from './zip-entries.ts';

export interface FileType {
  mediaType: string;
  label: string;
  extensions: readonly string[];
  /** Whether the content is what the name says. */
  isIn: (content: Buffer) => boolean;
}

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const EXCEL = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** What may be uploaded. Macros, old Office files and whatever a browser might run are not among it. */
const FILE_TYPES: readonly FileType[] = [
  { mediaType: 'application/pdf', label: 'PDF', extensions: ['pdf'], isIn: startsWith('%PDF-') },
  { mediaType: WORD, label: 'Word', extensions: ['docx'], isIn: officeFile('word/document.xml') },
  { mediaType: EXCEL, label: 'Excel', extensions: ['xlsx'], isIn: officeFile('xl/workbook.xml') },
  { mediaType: 'image/png', label: 'PNG', extensions: ['png'], isIn: startsWith('\x89PNG\r\n\x1a\n') },
  { mediaType: 'image/jpeg', label: 'JPEG', extensions: ['jpg', 'jpeg'], isIn: startsWith('\xff\xd8\xff') },
  { mediaType: 'text/csv', label: 'CSV', extensions: ['csv'], isIn: isPlainText },
  { mediaType: 'text/plain', label: 'text', extensions: ['txt'], isIn: isPlainText },
];

/** For the control that chooses a file. */
export const ACCEPTED_EXTENSIONS = FILE_TYPES.flatMap(({ extensions }) =>
  extensions.map((extension) => `.${extension}`),
);

export const MOST_FILE_BYTES = 10_000_000;

export const FILE_HINT = 'PDF, Word (.docx), Excel (.xlsx), PNG, JPEG, CSV or plain text, at most 10 MB';

const extensionOf = (name: string): string => /\.([a-z0-9]{1,5})$/i.exec(name)?.[1]?.toLowerCase() ?? '';

/** The type that a file's name promises and its content keeps; else what to tell whoever chose it. */
export function fileTypeOf(name: string, content: Buffer): { type: FileType } | { problem: string } {
  const extension = extensionOf(name);
  const type = FILE_TYPES.find(({ extensions }) => extensions.includes(extension));
  if (content.length === 0) return { problem: 'Choose a file that is not empty' };
  if (!type) return { problem: `Choose a file of another type: ${FILE_HINT}` };
  if (type.isIn(content)) return { type };
  return {
    problem: `The file is named .${extension} but what is in it is not ${type.label}: save it again as ${type.label}`,
  };
}

function startsWith(beginning: string) {
  const bytes = Buffer.from(beginning, 'latin1');
  return (content: Buffer) => content.subarray(0, bytes.length).equals(bytes);
}

/** A package of Office Open XML with that part, and no macros. */
function officeFile(part: string) {
  return (content: Buffer) => {
    const entries = zipEntries(content);
    const macros = [...entries].some((entry) => /vba(Project|Data)/i.test(entry));
    return entries.has('[Content_Types].xml') && entries.has(part) && !macros;
  };
}

/** Text as UTF-8 has it, without the characters that no text has. */
function isPlainText(content: Buffer): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
  const unprintable = /[\u0000-\u0008\u000b\u000e-\u001f\u007f]/;
  try {
    return !unprintable.test(new TextDecoder('utf-8', { fatal: true }).decode(content));
  } catch {
    return false;
  }
}

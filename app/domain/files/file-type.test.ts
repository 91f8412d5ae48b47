import { expect, test } from 'vitest';
import { attachmentHeader, cleanFileName } from './file-name.ts';
import { fileTypeOf } from './file-type.ts';
import { aZip } from './testing.ts';

const PDF = Buffer.from('%PDF-1.4\n%%EOF');
const PNG = Buffer.from('\x89PNG\r\n\x1a\n....', 'latin1');
const WORD = aZip('[Content_Types].xml', 'word/document.xml');
const EXCEL = aZip('[Content_Types].xml', 'xl/workbook.xml');

test.each<[string, Buffer, string]>([
  ['a.pdf', PDF, 'application/pdf'],
  ['A.PDF', PDF, 'application/pdf'],
  ['a.png', PNG, 'image/png'],
  ['a.jpeg', Buffer.from('\xff\xd8\xff\xe0', 'latin1'), 'image/jpeg'],
  ['a.docx', WORD, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['a.xlsx', EXCEL, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['a.csv', Buffer.from('name,£\r\nx,1\r\n'), 'text/csv'],
  ['a.txt', Buffer.from('Naïve text'), 'text/plain'],
])('%s is what it says', (name, content, mediaType) => {
  expect(fileTypeOf(name, content)).toMatchObject({ type: { mediaType } });
});

test.each<[string, Buffer, RegExp]>([
  ['a.pdf', PNG, /named .pdf but what is in it is not PDF/],
  ['a.pdf', Buffer.from('<html><script>alert(1)</script>'), /not PDF/],
  ['a.png', PDF, /not PNG/],
  ['a.docx', EXCEL, /not Word/],
  ['a.docx', aZip('[Content_Types].xml', 'word/document.xml', 'word/vbaProject.bin'), /not Word/],
  ['a.docx', aZip('anything.txt'), /not Word/],
  ['a.docx', WORD.subarray(0, -30), /not Word/],
  ['a.docx', Buffer.from('PK\x03\x04'), /not Word/],
  ['a.txt', Buffer.from('with\u0000zero'), /not text/],
  ['a.txt', Buffer.from([0xff, 0xfe, 0x41]), /not text/],
  ['a.html', Buffer.from('<p>'), /another type/],
  ['a.svg', Buffer.from('<svg/>'), /another type/],
  ['a.pdf.exe', PDF, /another type/],
  ['a.docm', WORD, /another type/],
  ['pdf', PDF, /another type/],
  ['a.pdf', Buffer.alloc(0), /not empty/],
])('%s is refused where its content is another', (name, content, problem) => {
  expect(fileTypeOf(name, content)).toEqual({ problem: expect.stringMatching(problem) });
});

test('a broken directory of a package ends nothing', () => {
  for (let at = 0; at < WORD.length; at++) {
    const broken = Buffer.from(WORD);
    broken[at] = 0xff;
    expect(() => fileTypeOf('a.docx', broken)).not.toThrow();
    expect(() => fileTypeOf('a.docx', WORD.subarray(0, at))).not.toThrow();
  }
});

test.each([
  ['Policy; final = 2.pdf', 'Policy; final = 2.pdf'],
  ['C:\\Users\\ana\\Policy.PDF', 'Policy.pdf'],
  ['../../etc/passwd.txt', 'passwd.txt'],
  ['a\u0000b\r\n.pdf', 'ab.pdf'],
  ['\u202efdp.exe.pdf', 'fdp.exe.pdf'],
  ['...pdf', 'document.pdf'],
  ['', 'document'],
  ['\ud800.pdf', '\ufffd.pdf'],
  [`${'x'.repeat(500)}.docx`, `${'x'.repeat(120)}.docx`],
])('the name %j is kept as %j', (given, kept) => {
  expect(cleanFileName(given)).toBe(kept);
});

test('the header names the file to every browser, and says to save it', () => {
  expect(attachmentHeader('Políza "2026" (1).pdf')).toBe(
    `attachment; filename="Poliza _2026_ (1).pdf"; filename*=UTF-8''Pol%C3%ADza%20%222026%22%20%281%29.pdf`,
  );
});

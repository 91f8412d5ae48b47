import { createHash } from 'node:crypto';

/** One page that says what it is: the bytes behind every document of the demonstration. */
export const DEMONSTRATION_PDF = pdfOf(
  'A document of the demonstration market: the provider, its cover and its policies are made up.',
);

export const DEMONSTRATION_PDF_SHA256 = createHash('sha256').update(DEMONSTRATION_PDF).digest('hex');

/** A PDF 1.4 file of one page with one line of text (ISO 32000-1, annex H.3, is such a file). */
function pdfOf(text: string): Buffer {
  const stream = `BT /F1 11 Tf 56 770 Td (${text}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const at = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`;
  return Buffer.from(`${body}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}${trailer}`, 'latin1');
}

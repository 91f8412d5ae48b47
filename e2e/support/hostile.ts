/** What no page of ours would send. */
export const HOSTILE = [
  '\u0000',
  'a\u0000b',
  '\ud800',
  '1e309',
  '__proto__',
  '٣',
  "'; drop table vacancies; --",
  '<script>alert(1)</script>',
  'x'.repeat(10_000),
];

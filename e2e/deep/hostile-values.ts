import fc from 'fast-check';

/** What no page of ours would send, and what trips programs up: it becomes the value of a field. */
export const hostileValue: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    ...['', ' ', '\u0000', 'a\u0000b', '\ud800', 'a\udfff', '\u202e', '\ufeff', '٣', 'İ', 'ﬁ', '\r\n\r\n'],
    ...[
      '__proto__',
      'constructor',
      'toString',
      '{"__proto__":{"admin":true}}',
      '[object Object]',
      'null',
      'undefined',
      'true',
    ],
    ...[
      '1e309',
      '-1e309',
      'NaN',
      'Infinity',
      '-0',
      '9007199254740993',
      '99999999999999999999',
      '-1',
      '1.5',
      '0x10',
      '1,2,3',
      '£',
    ],
    ...['0000-00-00', '2026-02-30', '9999-12-31', '2026-03-29T01:30', '31', '13', '275760-09-14'],
    ...[
      "'; drop table vacancies; --",
      "' or '1'='1",
      '$1',
      '%',
      '_',
      '\\',
      '{a,b}',
      '{"a"',
      '#{7*7}',
      '{{7*7}}',
      '%00',
      '%ff',
    ],
    ...[
      '<script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      'javascript:alert(1)',
      '=cmd|calc',
      '../../etc/passwd',
    ],
    ...[
      'a@b',
      'a@b.example\nBcc: c@d.example',
      `${'a'.repeat(250)}@example.org`,
      '00000000-0000-0000-0000-000000000000',
      'x'.repeat(10_000),
    ],
  ),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 50 }),
  fc.string({ maxLength: 50 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 }).map((units) => String.fromCharCode(...units)),
  fc.bigInt().map(String),
  fc.double().map(String),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.json({ maxDepth: 3 }),
  fc.uuid(),
  fc.emailAddress(),
);

/** What may become of the name of a field. */
const hostileName = (name: string): fc.Arbitrary<string> =>
  fc.oneof(
    { arbitrary: fc.constant(name), weight: 8 },
    fc.constantFrom('__proto__', 'constructor', 'toString', '__intent__', '__state__', 'intent', ''),
    fc.constantFrom(
      `${name}[0]`,
      `${name}[4294967294]`,
      `${name}[]`,
      `${name}.day`,
      `${name}.__proto__`,
      `${name}[0].name`,
    ),
  );

export type Fields = [name: string, value: string][];

/** A form of the fields with many of its values hostile, some names too, some fields twice or missing. */
export function hostileForm(baseline: Fields): fc.Arbitrary<{ fields: Fields; hostile: number }> {
  const names = [...new Set(['intent', 'key', ...baseline.map(([name]) => name)])];
  const given = new Map(baseline);
  const field = (name: string) =>
    fc.oneof(
      { arbitrary: fc.constant({ fields: [[name, given.get(name) ?? '']] as Fields, hostile: 0 }), weight: 2 },
      { arbitrary: fc.constant({ fields: [] as Fields, hostile: 0 }), weight: 1 },
      {
        arbitrary: fc
          .array(fc.tuple(hostileName(name), hostileValue), { minLength: 1, maxLength: 2 })
          .map((fields) => ({ fields: fields as Fields, hostile: fields.length })),
        weight: 7,
      },
    );
  return fc.tuple(...names.map(field)).map((parts) => ({
    fields: parts.flatMap((part) => part.fields),
    hostile: parts.reduce((sum, part) => sum + part.hostile, 0),
  }));
}

import { randomUUID } from 'node:crypto';
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

/** What no random choice may leave out. */
const WORST = ['\u0000', 'a\u0000b', '\ud800', '__proto__', '1e309', 'x'.repeat(10_000)];

const namesOf = (baseline: Fields) => [...new Set(['intent', 'key', ...baseline.map(([name]) => name)])];

interface Hostile {
  fields: Fields;
  /** How many of the values are hostile. */
  hostile: number;
}

/** One hostile value in a form that may pass otherwise, so that it comes through to what the other fields would have kept it from. */
const alone = (baseline: Fields, name: string, value: string): Hostile => ({
  fields: [
    ...baseline.filter(([other, typed]) => other !== name && other !== 'key' && typed !== ''),
    // A form's key counts once.
    ...(name === 'key' ? [] : [['key', randomUUID()] as [string, string]]),
    [name, value],
  ],
  hostile: 1,
});

/** Every field in a shape that no page sends: twice, as a list, as an object. */
const misshapen = (baseline: Fields): Hostile[] => {
  const names = namesOf(baseline);
  const given = new Map(baseline);
  const all = (name: (name: string) => string[]) => ({
    fields: names.flatMap((each) => name(each).map((sent): Fields[number] => [sent, given.get(each) ?? ''])),
    hostile: names.length,
  });
  return [all((name) => [name, name]), all((name) => [`${name}[0]`]), all((name) => [`${name}.day`])];
};

/** Each field with each of the worst values, and all of them misshapen. */
export const worstForms = (baseline: Fields): Hostile[] => [
  ...misshapen(baseline),
  ...namesOf(baseline).flatMap((name) => WORST.map((value) => alone(baseline, name, value))),
];

/** A form of the fields with many of its values hostile, some names too, some fields twice or missing; or with one alone. */
export function hostileForm(baseline: Fields): fc.Arbitrary<Hostile> {
  const names = namesOf(baseline);
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
  const one = fc.tuple(fc.constantFrom(...names), hostileValue).map(([name, value]) => alone(baseline, name, value));
  const many = fc.tuple(...names.map(field)).map((parts) => ({
    fields: parts.flatMap((part) => part.fields),
    hostile: parts.reduce((sum, part) => sum + part.hostile, 0),
  }));
  return fc.oneof({ arbitrary: one, weight: 1 }, { arbitrary: many, weight: 2 });
}

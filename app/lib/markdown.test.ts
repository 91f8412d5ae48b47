import { describe, expect, test } from 'vitest';
import { renderMarkdown } from './markdown.server.ts';

test('writes headings below those of the page, lists, tables and emphasis', () => {
  expect(renderMarkdown('# One\n\n### Three\n\n- a *b* **c**')).toBe(
    '<h3>One</h3>\n<h4>Three</h4>\n<ul>\n<li>a <em>b</em> <strong>c</strong></li>\n</ul>\n',
  );
  expect(renderMarkdown('| Age | Places |\n| --- | ---: |\n| 11 | 4 |')).toContain('<td>4</td>');
});

test('links lead outside without a trace of this page', () => {
  expect(renderMarkdown('[us](https://example.gov.uk/a)')).toBe(
    '<p><a href="https://example.gov.uk/a" rel="noopener nofollow">us</a></p>\n',
  );
  expect(renderMarkdown('market@kent.example')).toContain('href="mailto:market@kent.example"');
});

describe('what is hostile comes out harmless', () => {
  test.each([
    ['a script', '<script>alert(1)</script>'],
    ['an event handler', '<img src=x onerror=alert(1)>'],
    ['an image that tells who reads', '![x](https://evil.example/pixel.png)'],
    ['a javascript link', '[x](javascript:alert(1))'],
    ['a javascript link, entities', '[x](&#106;avascript:alert(1))'],
    ['a javascript link, with a tab', '[x](java&Tab;script:alert(1))'],
    ['a javascript autolink', '<javascript:alert(1)>'],
    ['a vbscript link', '[x](vbscript:msgbox(1))'],
    ['a data link', '[x](data:text/html;base64,PHNjcmlwdD4=)'],
    ['a data image link', '[x](data:image/svg+xml,<svg onload=alert(1)>)'],
    ['a link to another host without a scheme', '[x](//evil.example/a)'],
    ['a link into this site', '[x](/sign-out)'],
    ['an attribute out of a title', '[x](https://example.com "a\\" onmouseover=\\"alert(1)")'],
    ['raw html with style', '<div style="position:fixed">x</div>'],
    ['an iframe', '<iframe src="https://evil.example"></iframe>'],
    ['a reference to javascript', '[x][1]\n\n[1]: javascript:alert(1)'],
  ])('%s', (_name, text) => {
    const html = renderMarkdown(text);
    expect(html).not.toMatch(/<(script|img|iframe|div|svg|style)/i);
    expect(html).not.toMatch(/<[^>]*\s(on\w+|style|src|title)=/i);
    expect(html).not.toMatch(/href="(?!https?:|mailto:)/i);
  });
});

test.each([
  ['quotations', '>'.repeat(5_000)],
  ['quotations, spaced', '> '.repeat(5_000)],
  ['lists', Array.from({ length: 140 }, (_, depth) => `${' '.repeat(depth)}- x`).join('\n')],
  ['open brackets', '['.repeat(20_000)],
  ['images in brackets', '![['.repeat(6_000)],
  ['emphasis', '*a_ '.repeat(5_000)],
  ['backquotes', Array.from({ length: 190 }, (_, length) => '`'.repeat(length)).join(' ')],
  ['addresses', 'a@b.c.'.repeat(3_300)],
  ['links', 'http://a.b/(('.repeat(1_500)],
  ['table pipes', `|${'a|'.repeat(5_000)}\n|${'-|'.repeat(4_000)}`],
])('deep %s are done quickly', (_name, text) => {
  const started = performance.now();
  renderMarkdown(text.slice(0, 20_000));
  expect(performance.now() - started).toBeLessThan(2_000);
});

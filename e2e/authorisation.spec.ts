import { readdir } from 'node:fs/promises';
import { askForEverything } from './support/authorisation.ts';
import { ACTORS, READS } from './support/matrix.ts';
import { expect, test } from './support/test.ts';

// Every route, asked by everybody. The data that a browser's script would ask for: deep/authorisation-data.spec.ts.
test.use({ javaScriptEnabled: false });

test('every route is in the matrix', async () => {
  const files = await readdir(new URL('../app/routes', import.meta.url));
  expect(Object.keys(READS).toSorted()).toEqual(files.filter((file) => !file.includes('.test.')).toSorted());
});

for (const who of ACTORS)
  test(`what ${who} gets of every route`, ({ page, signInAs }) =>
    askForEverything(page, signInAs, { who, form: 'document' }));

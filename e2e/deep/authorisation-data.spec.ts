import { askForEverything } from '../support/authorisation.ts';
import { ACTORS } from '../support/matrix.ts';
import { test } from '../support/test.ts';

// Every route's data, as a browser's script asks for it, by everybody: what a page refuses its data refuses too.
test.use({ javaScriptEnabled: false });

for (const who of ACTORS)
  test(`what ${who} gets of the data of every route`, ({ page, signInAs }) =>
    askForEverything(page, signInAs, { who, form: 'data' }));

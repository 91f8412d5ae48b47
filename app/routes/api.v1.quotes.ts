import type { LoaderFunctionArgs } from '@remix-run/node';
import { getQuote } from '../api/endpoints.ts';
import { quoteParameters } from '../api/quote-parameters.ts';
import { placeQuoteResource } from '../api/quote-resource.ts';
import { admissionAsked, quoteParams } from '../domain/price-schedules/quote-form.ts';
import { getAdmissionToPrice, quoteAdmission } from '../domain/price-schedules/quotes.server.ts';
import { invalidParameters, parametersOf } from '../http/api-parameters.server.ts';
import { withToken } from '../http/with-token.server.ts';
import { todayInLondon } from '../lib/dates.ts';

export const loader = ({ request }: LoaderFunctionArgs) =>
  withToken(request, getQuote, async ({ db, actor }) => {
    const asked = new URL(request.url).searchParams;
    const today = todayInLondon();
    const id = admissionAsked(asked);
    // Which add-ons may be asked for, the admission says.
    const admission = id === undefined ? undefined : await getAdmissionToPrice(db, actor, id);
    const parameters = quoteParameters(today, admission?.addOns);
    const question = parametersOf(parameters, { asked, read: quoteParams(asked, today) });
    if (!admission) throw invalidParameters([{ field: 'admission', detail: 'Choose whose prices' }]);
    return placeQuoteResource(admission, await quoteAdmission(db, actor, { admission, question }));
  });

export const action = loader;

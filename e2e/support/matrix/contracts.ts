import type { Records } from '../records.ts';
import { type Asked, IN, NOBODYS, type Refused, type Statuses, signedIn } from './statuses.ts';

/** Commissioners and brokers, and everyone of a provider. */
const MONITORING: Statuses = [IN, 200, 200, 403, 403, 200, 200, 200, 200, 200, 403];

/** Of Orchardine: for itself, and for commissioners and brokers of Kent, which buys from it. */
const OF_ORCHARDINE: Statuses = [IN, 200, 200, 403, 403, 404, 200, 200, 404, 200, 404];

/** Of Orchardine's admission, a hold that is not there. */
const REVIEWS: Statuses = [IN, 404, 404, 403, 403, 404, 403, 403, 404, 403, 404];

const planVisit = (ids: Records) => `/monitoring-visits/plan?provider=${ids.orchardine.split('/').at(-1)}`;
const newVisit = (ids: Records) => `/monitoring-visits/new?provider=${ids.orchardine.split('/').at(-1)}`;

export const READS: Record<string, readonly Asked[]> = {
  'admissions._index.tsx': [[() => '/admissions', [IN, 200, 200, 200, 403, 200, 200, 200, 200, 200, 403]]],
  'admissions.$admissionId._index.tsx': [
    [(ids) => ids.admission, [IN, 200, 200, 200, 403, 404, 200, 200, 404, 200, 404]],
  ],
  'admissions.$admissionId.$decision.tsx': [
    ...['suspend', 'reinstate', 'end', 'tier'].map(
      (decision): Asked => [
        (ids) => `${ids.admission}/${decision}`,
        [IN, 403, 200, 403, 403, 404, 403, 403, 404, 403, 404],
      ],
    ),
    [(ids) => `${ids.admission}/nothing`, signedIn(404)],
  ],
  'admissions.$admissionId.holds.$holdId.tsx': [
    [(ids) => `${ids.admission}/holds/${NOBODYS}`, [IN, 403, 404, 403, 403, 404, 403, 403, 404, 403, 404]],
  ],
  'admissions.$admissionId.holds.$holdId_.placements.tsx': [
    [(ids) => `${ids.admission}/holds/${NOBODYS}/placements`, REVIEWS],
  ],
  'monitoring-visits.plan.tsx': [
    [() => '/monitoring-visits/plan', [IN, 403, 200, 403, 403, 200, 403, 403, 403, 403, 403]],
    [planVisit, [IN, 403, 200, 403, 403, 404, 403, 403, 403, 403, 403]],
  ],
  'monitoring-visits.$visitId.cancel.tsx': [
    [(ids) => `${ids.draftVisit}/cancel`, [IN, 403, 409, 403, 403, 404, 404, 404, 404, 404, 404]],
    [(ids) => `${ids.finalVisit}/cancel`, [IN, 403, 409, 403, 403, 404, 403, 403, 404, 403, 404]],
  ],
  'monitoring-visits._index.tsx': [[() => '/monitoring-visits', MONITORING]],
  'monitoring-visits[.]csv.ts': [[() => '/monitoring-visits.csv', MONITORING]],
  'monitoring-visits.new.tsx': [
    [() => '/monitoring-visits/new', [IN, 403, 200, 403, 403, 200, 403, 403, 403, 403, 403]],
    [newVisit, [IN, 403, 200, 403, 403, 404, 403, 403, 403, 403, 403]],
  ],
  'monitoring-visits.$visitId._index.tsx': [
    [(ids) => ids.draftVisit, [IN, 200, 200, 403, 403, 404, 404, 404, 404, 404, 404]],
    [(ids) => ids.finalVisit, OF_ORCHARDINE],
  ],
  'monitoring-visits.$visitId.edit.tsx': [
    [(ids) => `${ids.draftVisit}/edit`, [IN, 403, 200, 403, 403, 404, 404, 404, 404, 404, 404]],
    [(ids) => `${ids.finalVisit}/edit`, [IN, 403, 200, 403, 403, 404, 403, 403, 404, 403, 404]],
  ],
  'monitoring-visits.$visitId.finalise.tsx': [
    [(ids) => `${ids.draftVisit}/finalise`, [IN, 403, 200, 403, 403, 404, 404, 404, 404, 404, 404]],
    [(ids) => `${ids.finalVisit}/finalise`, [IN, 403, 409, 403, 403, 404, 403, 403, 404, 403, 404]],
  ],
  'monitoring-visits.$visitId.actions.$actionId.tsx': [[(ids) => ids.visitAction, OF_ORCHARDINE]],
  'notifications._index.tsx': [[() => '/notifications', MONITORING]],
  'notifications[.]csv.ts': [[() => '/notifications.csv', MONITORING]],
  'notifications.new.tsx': [[() => '/notifications/new', [IN, 403, 403, 403, 403, 403, 200, 403, 200, 200, 403]]],
  'notifications.$notificationId.tsx': [[(ids) => ids.notification, OF_ORCHARDINE]],
  'providers.$providerId_.scorecard.tsx': [[(ids) => `${ids.orchardine}/scorecard`, OF_ORCHARDINE]],
};

export const WRITES: Record<string, readonly Refused[]> = {
  'admissions.$admissionId.$decision.tsx': [
    ...['suspend', 'reinstate', 'end', 'tier'].map(
      (decision): Refused => [
        (ids) => `${ids.admission}/${decision}`,
        // Without a reason whoever may do it is told so.
        {},
        [IN, 403, 400, 403, 403, 404, 403, 403, 404, 403, 404],
      ],
    ),
    // An end has a ground.
    ...[{ reason: 'No' }, { reason: 'No', ground: 'because' }].map(
      (fields): Refused => [
        (ids) => `${ids.admission}/end`,
        fields,
        [IN, 403, 400, 403, 403, 404, 403, 403, 404, 403, 404],
      ],
    ),
    [(ids) => `${ids.admission}/reinstate`, { reason: 'No' }, [IN, 403, 409, 403, 403, 404, 403, 403, 404, 403, 404]],
    [(ids) => `${ids.admission}/suspend`, { reason: 'No' }, [IN, 403, 0, 403, 403, 404, 403, 403, 404, 403, 404]],
  ],
  'admissions.$admissionId.holds.$holdId.tsx': [
    [
      (ids) => `${ids.admission}/holds/${NOBODYS}`,
      { reason: 'No' },
      [IN, 403, 404, 403, 403, 404, 403, 403, 404, 403, 404],
    ],
  ],
  'admissions.$admissionId.holds.$holdId_.placements.tsx': [
    [(ids) => `${ids.admission}/holds/${NOBODYS}/placements`, { outcome: 'ended' }, REVIEWS],
  ],
  'monitoring-visits.plan.tsx': [[planVisit, {}, [IN, 403, 400, 403, 403, 404, 403, 403, 403, 403, 403]]],
  'monitoring-visits.$visitId.cancel.tsx': [
    [(ids) => `${ids.draftVisit}/cancel`, { reason: 'No' }, [IN, 403, 409, 403, 403, 404, 404, 404, 404, 404, 404]],
  ],
  'monitoring-visits.new.tsx': [[newVisit, {}, [IN, 403, 400, 403, 403, 404, 403, 403, 403, 403, 403]]],
  'monitoring-visits.$visitId.edit.tsx': [
    [(ids) => `${ids.draftVisit}/edit`, {}, [IN, 403, 400, 403, 403, 404, 404, 404, 404, 404, 404]],
    [(ids) => `${ids.finalVisit}/edit`, {}, [IN, 403, 400, 403, 403, 404, 403, 403, 404, 403, 404]],
  ],
  'monitoring-visits.$visitId.finalise.tsx': [
    [(ids) => `${ids.draftVisit}/finalise`, { revision: '1' }, [IN, 403, 0, 403, 403, 404, 404, 404, 404, 404, 404]],
    [(ids) => `${ids.finalVisit}/finalise`, { revision: '1' }, [IN, 403, 409, 403, 403, 404, 403, 403, 404, 403, 404]],
  ],
  'monitoring-visits.$visitId.actions.$actionId.tsx': [
    [(ids) => ids.visitAction, { intent: 'close' }, [IN, 403, 0, 403, 403, 404, 403, 403, 404, 403, 404]],
    [(ids) => ids.visitAction, { intent: 'report', note: 'x' }, [IN, 403, 403, 403, 403, 404, 0, 403, 404, 0, 404]],
  ],
  'notifications.new.tsx': [[() => '/notifications/new', {}, [IN, 403, 403, 403, 403, 403, 400, 403, 400, 400, 403]]],
};

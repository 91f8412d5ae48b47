import type { Records } from '../records.ts';
import { type Asked, everyone, IN, type Refused, VACANCY } from './statuses.ts';

const newVacancy = ({ service }: Records) => `/vacancies/new?service=${service.split('/').at(-1)}`;

export const READS: Record<string, readonly Asked[]> = {
  '_index.tsx': [[() => '/', everyone(200)]],
  'accessibility.tsx': [[() => '/accessibility', everyone(200)]],
  'privacy.tsx': [[() => '/privacy', everyone(200)]],
  'development.mailbox.tsx': [[() => '/development/mailbox', everyone(200)]],
  'healthcheck.ts': [[() => '/healthcheck', everyone(200)]],
  'home.tsx': [[() => '/home', [IN, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200]]],
  'search.tsx': [
    [() => '/search', [IN, 200, 200, 403, 403, 200, 403, 403, 403, 403, 403]],
    [
      () => '/search?type=fostering&age=9&gender=female&postcode=TN24',
      [IN, 200, 200, 403, 403, 200, 403, 403, 403, 403, 403],
    ],
  ],
  'cost-comparison._index.tsx': [[() => '/cost-comparison', [IN, 403, 200, 200, 200, 200, 403, 403, 403, 403, 403]]],
  'cost-comparison.spot-and-framework.tsx': [
    [() => '/cost-comparison/spot-and-framework', [IN, 403, 200, 200, 200, 200, 403, 403, 403, 403, 403]],
  ],
  'cost-comparison.variance.tsx': [
    [() => '/cost-comparison/variance', [IN, 403, 200, 200, 200, 200, 403, 403, 403, 403, 403]],
  ],
  'market-position-statements._index.tsx': [[() => '/market-position-statements', everyone(200)]],
  'market-position-statements.new.tsx': [
    [() => '/market-position-statements/new', [IN, 403, 200, 403, 403, 200, 403, 403, 403, 403, 403]],
  ],
  'market-position-statements.$statementId._index.tsx': [
    [(ids) => ids.publishedStatement, everyone(200)],
    [(ids) => ids.draftStatement, [404, 404, 404, 404, 404, 200, 404, 404, 404, 404, 404]],
  ],
  'market-position-statements.$statementId.edit.tsx': [
    [(ids) => `${ids.draftStatement}/edit`, [IN, 404, 404, 404, 404, 200, 404, 404, 404, 404, 404]],
    [(ids) => `${ids.publishedStatement}/edit`, [IN, 403, 200, 403, 403, 403, 403, 403, 403, 403, 403]],
  ],
  'market-position-statements.$statementId.publish.tsx': [
    [(ids) => `${ids.draftStatement}/publish`, [IN, 404, 404, 404, 404, 200, 404, 404, 404, 404, 404]],
    [(ids) => `${ids.publishedStatement}/publish`, [IN, 403, 409, 403, 403, 403, 403, 403, 403, 403, 403]],
  ],
  'providers._index.tsx': [[() => '/providers', everyone(200)]],
  'providers.$providerId.tsx': [[(ids) => ids.provider, everyone(200)]],
  'services._index.tsx': [[() => '/services', [IN, 403, 403, 403, 403, 403, 200, 200, 200, 200, 403]]],
  'services.$serviceId.tsx': [[(ids) => ids.service, [IN, 403, 403, 403, 403, 403, 200, 200, 404, 200, 403]]],
  'vacancies._index.tsx': [[() => '/vacancies', [IN, 403, 403, 403, 403, 403, 200, 200, 200, 200, 403]]],
  'vacancies.new.tsx': [
    [() => '/vacancies/new', [IN, 403, 403, 403, 403, 403, 200, 403, 200, 200, 403]],
    [(ids) => newVacancy(ids), [IN, 403, 403, 403, 403, 403, 200, 403, 404, 200, 403]],
  ],
  'vacancies.$vacancyId._index.tsx': [
    [(ids) => ids.draftVacancy, [IN, 404, 404, 404, 404, 404, 200, 200, 404, 200, 404]],
    [(ids) => ids.publishedVacancy, [IN, 200, 200, 200, 200, 200, 200, 200, 404, 200, 404]],
  ],
  'vacancies.$vacancyId.edit.tsx': [
    [(ids) => `${ids.draftVacancy}/edit`, [IN, 404, 404, 404, 404, 404, 200, 403, 404, 200, 404]],
    [(ids) => `${ids.publishedVacancy}/edit`, [IN, 403, 403, 403, 403, 403, 200, 403, 404, 200, 404]],
  ],
};

export const WRITES: Record<string, readonly Refused[]> = {
  'market-position-statements.new.tsx': [
    [() => '/market-position-statements/new', {}, [IN, 403, 0, 403, 403, 0, 403, 403, 403, 403, 403]],
  ],
  'market-position-statements.$statementId.edit.tsx': [
    [(ids) => `${ids.draftStatement}/edit`, {}, [IN, 404, 404, 404, 404, 0, 404, 404, 404, 404, 404]],
    [(ids) => `${ids.publishedStatement}/edit`, {}, [IN, 403, 400, 403, 403, 403, 403, 403, 403, 403, 403]],
  ],
  'market-position-statements.$statementId.publish.tsx': [
    [(ids) => `${ids.draftStatement}/publish`, { revision: '1' }, [IN, 404, 404, 404, 404, 0, 404, 404, 404, 404, 404]],
    [
      (ids) => `${ids.publishedStatement}/publish`,
      { revision: '1' },
      [IN, 403, 409, 403, 403, 403, 403, 403, 403, 403, 403],
    ],
  ],
  'vacancies.new.tsx': [[(ids) => newVacancy(ids), VACANCY, [IN, 403, 403, 403, 403, 403, 0, 403, 404, 0, 403]]],
  'vacancies.$vacancyId._index.tsx': [
    [(ids) => `${ids.draftVacancy}?index`, { intent: 'publish' }, [IN, 404, 404, 404, 404, 404, 0, 403, 404, 0, 404]],
    [
      (ids) => `${ids.publishedVacancy}?index`,
      { intent: 'confirm' },
      [IN, 403, 403, 403, 403, 403, 0, 403, 404, 0, 404],
    ],
    [
      (ids) => `${ids.publishedVacancy}?index`,
      { intent: 'withdraw' },
      [IN, 403, 403, 403, 403, 403, 0, 403, 404, 0, 404],
    ],
  ],
  'vacancies.$vacancyId.edit.tsx': [
    [(ids) => `${ids.draftVacancy}/edit`, VACANCY, [IN, 404, 404, 404, 404, 404, 0, 403, 404, 0, 404]],
    [(ids) => `${ids.publishedVacancy}/edit`, VACANCY, [IN, 403, 403, 403, 403, 403, 0, 403, 404, 0, 404]],
  ],
};

/** The layers of STYLE: routes → http, ui, domain → lib; db is imported at run time by app/db.server.ts alone. */
const runtimeDb = { path: '^db/', dependencyTypesNot: ['type-only'] };

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'db-only-through-db-server',
      comment: 'In app/, outside tests, only app/db.server.ts imports db/ at run time; elsewhere types alone.',
      severity: 'error',
      from: { path: '^app/', pathNot: ['^app/db\\.server\\.ts$', '\\.test\\.ts$'] },
      to: runtimeDb,
    },
    {
      name: 'pool-stays-out-of-domain',
      comment: 'Domain functions take a transaction that was opened for somebody; they never open one.',
      severity: 'error',
      from: { path: '^app/(api|domain|lib|ui)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^app/(db|auth|transactions)\\.server\\.ts$' },
    },
    {
      name: 'one-place-opens-transactions',
      comment:
        'An actor becomes a database context in app/transactions.server.ts alone; better-auth has the identity pool, the entry closes both.',
      severity: 'error',
      from: {
        path: '^(app|server)/',
        pathNot: ['^app/((transactions|auth)\\.server\\.ts|entry\\.server\\.tsx)$', '\\.test\\.ts$'],
      },
      to: { path: '^app/db\\.server\\.ts$' },
    },
    {
      name: 'domain-knows-no-web',
      severity: 'error',
      from: { path: '^app/domain/' },
      to: { path: '^app/(api|routes|http|ui)/' },
    },
    {
      name: 'api-knows-no-web',
      comment: 'What the API asks and answers, for the routes that answer it: no request, no page.',
      severity: 'error',
      from: { path: '^app/api/' },
      to: { path: '^app/(routes|http|ui)/' },
    },
    { name: 'lib-knows-no-domain', severity: 'error', from: { path: '^app/lib/' }, to: { path: '^app/(?!lib/)' } },
    {
      name: 'ui-knows-no-server',
      severity: 'error',
      from: { path: '^app/ui/' },
      to: { path: '(\\.server\\.ts$|^app/(routes|http)/)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'pages-run-no-jobs',
      comment: 'A page queues a job; the worker, which commands/ starts, runs it.',
      severity: 'error',
      from: { path: '^(app|server)/', pathNot: '^app/jobs/' },
      to: { path: '^app/jobs/' },
    },
    {
      name: 'jobs-know-no-web',
      severity: 'error',
      from: { path: '^app/jobs/' },
      to: { path: '^app/(routes|http|ui)/' },
    },
    { name: 'no-route-imports-route', severity: 'error', from: { path: '^app/routes/' }, to: { path: '^app/routes/' } },
    {
      name: 'migrations-stand-alone',
      severity: 'error',
      from: { path: '^db/migrations/' },
      // Words of policies alone, which are added to and never changed.
      to: { path: '^(app|db)/', pathNot: '^db/(migrations/|row-policies)' },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: ['^(app/routes|db/migrations)/', '\\.d\\.ts$', '^[^/]+$', '\\.test\\.ts$'] },
      to: {},
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: 'virtual:|build/server' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(build|node_modules/.*/node_modules)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};

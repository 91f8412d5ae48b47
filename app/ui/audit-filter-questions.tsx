import { Form, Link } from '@remix-run/react';
import { EVENT_SUBJECTS, THE_PORTAL } from '../domain/audit/audit-events.ts';
import { Button } from './button.tsx';
import { type FieldState, Select, TextField } from './fields.tsx';

type Field = 'from' | 'to' | 'person' | 'what' | 'about' | 'reason';

interface AuditFilterQuestionsProps {
  fields: Record<Field, FieldState>;
  people: { id: string; name: string }[];
  filtered: boolean;
}

export function AuditFilterQuestions({ fields, people, filtered }: AuditFilterQuestionsProps) {
  const persons = [
    ...people.map(({ id, name }) => ({ value: id, label: name })),
    { value: THE_PORTAL, label: 'The portal itself' },
  ];
  return (
    <Form method="get" noValidate className="mt-4 space-y-6">
      <div className="flex flex-wrap gap-x-8 gap-y-6 *:max-w-full">
        <TextField field={fields.from} label="First day" type="date" width={12} />
        <TextField field={fields.to} label="Last day" type="date" width={12} />
        <Select field={fields.person} label="Person" empty="Anybody" options={persons} />
        <Select field={fields.what} label="Event" empty="Every event" options={EVENT_SUBJECTS} />
      </div>
      <div className="flex flex-wrap gap-x-8 gap-y-6 *:max-w-full">
        <TextField field={fields.reason} label="Words in the reason" width={28} />
        <TextField
          field={fields.about}
          label="Id of what it is about"
          hint="As it stands at the end of the address of its page"
          width={36}
        />
      </div>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <Button>Filter</Button>
        {filtered && (
          <Link className="link" to="/organisation/audit">
            See all events
          </Link>
        )}
      </div>
    </Form>
  );
}

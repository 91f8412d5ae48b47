import { Form } from '@remix-run/react';
import { ACCOMMODATION_TYPES } from '../domain/services/accommodation.ts';
import { NEEDS } from '../domain/services/needs.ts';
import { Button } from './button.tsx';
import { Choices, type FieldState, Select, TextField } from './fields.tsx';

type Field =
  | 'type'
  | 'age'
  | 'gender'
  | 'needs'
  | 'postcode'
  | 'from'
  | 'siblings'
  | 'hours'
  | 'weeks'
  | 'radius'
  | 'sort';

const TYPES = ACCOMMODATION_TYPES.map(({ slug, label }) => ({ value: slug, label }));
const NEED_OPTIONS = NEEDS.map(({ code, label }) => ({ value: code, label }));
const GENDERS = [
  { value: 'female', label: 'Female' },
  { value: 'male', label: 'Male' },
  { value: 'other', label: 'Another gender' },
];
const RADII = [
  { value: '50', label: '50 miles' },
  { value: '20', label: '20 miles' },
  { value: '10', label: '10 miles' },
  { value: 'any', label: 'Anywhere' },
];
const WEEKS = [
  { value: '26', label: '6 months' },
  { value: '4', label: '4 weeks' },
  { value: '13', label: '3 months' },
  { value: '52', label: '1 year' },
  { value: '104', label: '2 years' },
];

/** The need that a search starts from. It goes into the address, so it holds nothing that identifies a child. */
export function SearchQuestions({ fields }: { fields: Record<Field, FieldState> }) {
  return (
    <Form method="get" noValidate className="grid gap-x-12 gap-y-6 lg:grid-cols-2">
      <div className="space-y-6">
        <Choices field={fields.type} label="Kind of place" type="radio" options={TYPES} />
        <div className="flex flex-wrap gap-x-8 gap-y-6">
          <TextField field={fields.age} label="Age in years" width={3} inputMode="numeric" />
          <TextField field={fields.siblings} label="Siblings to place together" width={3} inputMode="numeric" />
        </div>
        <Choices field={fields.gender} label="Gender" type="radio" options={GENDERS} />
        <TextField
          field={fields.postcode}
          label="Near"
          hint="First half of a postcode, like TN24: home, or school"
          width={9}
        />
        <div className="flex flex-wrap gap-x-8 gap-y-6">
          <Select field={fields.radius} label="How far" options={RADII} />
          <TextField field={fields.from} label="Start date" type="date" width={12} />
          <Select field={fields.weeks} label="Expected stay" options={WEEKS} />
        </div>
        <TextField
          field={fields.hours}
          label="Support hours a week (optional)"
          hint="Supported accommodation: hours beyond those in the fee are priced"
          width={4}
          inputMode="numeric"
        />
      </div>
      <div className="space-y-6">
        <Choices
          field={fields.needs}
          label="Needs"
          hint="Tick what a place must be able to meet"
          type="checkbox"
          options={NEED_OPTIONS}
        />
      </div>
      <div className="lg:col-span-2">
        {typeof fields.sort.initialValue === 'string' && (
          <input type="hidden" name="sort" value={fields.sort.initialValue} />
        )}
        <Button>Find places</Button>
      </div>
    </Form>
  );
}

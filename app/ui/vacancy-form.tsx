import { GENDER_LABELS, GENDERS } from '../domain/services/accommodation.ts';
import { NEEDS } from '../domain/services/needs.ts';
import { Choices, DateField, type FieldState, Group, TextField } from './fields.tsx';

/** The questions in the order of the page. */
export const VACANCY_QUESTIONS = [
  'title',
  'places',
  'ageFrom',
  'ageTo',
  'gender',
  'outwardCode',
  'availableFrom',
  'canMeet',
  'cannotMeet',
  'spotWeeklyPence',
] as const;

type Field = (typeof VACANCY_QUESTIONS)[number];

const NEED_OPTIONS = NEEDS.map(({ code, label }) => ({ value: code, label }));
const GENDER_OPTIONS = GENDERS.map((gender) => ({ value: gender, label: GENDER_LABELS[gender] }));

/** The questions about a vacancy, for a new one and for a change. */
export function VacancyQuestions({ fields, asksArea }: { fields: Record<Field, FieldState>; asksArea: boolean }) {
  const ages = { name: 'ages', errors: undefined };
  return (
    <>
      <TextField
        field={fields.title}
        label="Title"
        hint="What a broker reads first, such as “Therapeutic place for one young person”. Do not name the home."
      />
      <TextField field={fields.places} label="Places" width={3} inputMode="numeric" />
      <Group field={ages} label="Ages it can take">
        <div className="flex flex-wrap gap-6">
          <TextField field={fields.ageFrom} label="Age from" width={3} inputMode="numeric" />
          <TextField field={fields.ageTo} label="Age to" width={3} inputMode="numeric" />
        </div>
      </Group>
      <Choices field={fields.gender} label="Who the place is for" type="radio" options={GENDER_OPTIONS} />
      {asksArea && (
        <TextField
          field={fields.outwardCode}
          label="Where the place is"
          hint="First half of its postcode, like TN24. Brokers see this area, never an address."
          width={9}
        />
      )}
      <DateField
        field={fields.availableFrom}
        label="Available from"
        hint="Today’s date where a child can come the same day"
      />
      <Choices
        field={fields.canMeet}
        label="Needs the place can meet"
        hint="A need you tick nowhere is shown to brokers as not stated: it does not hide the place."
        type="checkbox"
        options={NEED_OPTIONS}
        columns
      />
      <details
        className="group"
        open={fields.cannotMeet.initialValue !== undefined || Boolean(fields.cannotMeet.errors)}
      >
        <summary className="link mb-3 w-fit cursor-pointer">Needs the place cannot meet</summary>
        <Choices
          field={fields.cannotMeet}
          label="Needs the place cannot meet"
          hint="Children with these needs will not find the place."
          type="checkbox"
          options={NEED_OPTIONS}
          columns
        />
      </details>
      <TextField
        field={fields.spotWeeklyPence}
        label="Spot fee a week (optional)"
        hint="What you ask outside every purchasing system. Authorities see it; other providers do not."
        width={10}
        inputMode="decimal"
        prefix="£"
      />
    </>
  );
}

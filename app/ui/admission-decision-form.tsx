import { type Decision, END_GROUNDS } from '../domain/admissions/admission.ts';
import { Button, ButtonLink } from './button.tsx';
import type { FormErrors } from './error-summary.tsx';
import { Choices, type FieldState, Select, TextArea } from './fields.tsx';
import { FormPage } from './form.tsx';

export const DECISION_TITLES: Record<Decision, string> = {
  suspend: 'Suspend this admission?',
  reinstate: 'Reinstate this admission?',
  end: 'End this admission?',
  tier: 'Change the tier',
};

const CONSEQUENCES: Record<Decision, string[]> = {
  suspend: [
    'no new referrals go to the provider under this lot',
    'brokers of every authority in the system no longer find its prices',
    'children who live there stay, at the prices agreed for them',
    'you can reinstate it at any time',
  ],
  reinstate: ['new referrals go to the provider again', 'brokers find its prices in force'],
  end: [
    'it leaves the lot today: this cannot be undone, it would have to apply again',
    'its prices in force are closed from today; prices for later, and what waits for a decision, are turned down',
    'children who live there stay, at the prices agreed for them',
  ],
  tier: ['the new tier counts for referrals from now on'],
};

const BUTTONS: Record<Decision, string> = {
  suspend: 'Suspend admission',
  reinstate: 'Reinstate admission',
  end: 'End admission',
  tier: 'Change tier',
};

interface AdmissionDecisionFormProps {
  decision: Decision;
  cancel: string;
  form: { id: string; allErrors: FormErrors };
  fields: Record<'tier' | 'ground' | 'reason', FieldState>;
  tier: number;
  tiers: number;
}

export function AdmissionDecisionForm({ decision, cancel, form, fields, tier, tiers }: AdmissionDecisionFormProps) {
  const others = Array.from({ length: tiers }, (_, index) => index + 1).filter((other) => other !== tier);
  return (
    <FormPage id={form.id} errors={form.allErrors} order={['', 'tier', 'ground', 'reason']}>
      <div className="prose">
        <p>When you do:</p>
        <ul>
          {CONSEQUENCES[decision].map((consequence) => (
            <li key={consequence}>{consequence}</li>
          ))}
        </ul>
      </div>
      {decision === 'tier' && (
        <Select
          field={fields.tier}
          label="New tier"
          hint={`It is in tier ${tier} now.`}
          empty="Choose a tier"
          options={others.map((other) => ({ value: String(other), label: `Tier ${other}` }))}
        />
      )}
      {decision === 'end' && (
        <Choices
          field={fields.ground}
          label="Ground"
          hint="The provider gets it by e-mail; it stays in the history."
          type="radio"
          options={END_GROUNDS.map(({ code, label, hint }) => ({ value: code, label, ...(hint && { hint }) }))}
        />
      )}
      <TextArea
        field={fields.reason}
        label="Reason"
        hint="The provider gets it by e-mail, word for word; it stays in the history."
        rows={5}
      />
      <div className="flex flex-wrap gap-3">
        <Button look={decision === 'suspend' || decision === 'end' ? 'danger' : 'primary'}>{BUTTONS[decision]}</Button>
        <ButtonLink to={cancel} look="secondary">
          Leave it as it is
        </ButtonLink>
      </div>
    </FormPage>
  );
}

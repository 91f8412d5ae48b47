import { Button, ButtonLink } from './button.tsx';
import { Choices, type FieldState, Select, TextArea } from './fields.tsx';
import { FormPage } from './form.tsx';
import { Warning } from './notice.tsx';

export interface DecisionFields {
  outcome: string;
  tier: string;
  reason: string;
}

interface DecisionFormProps {
  fields: Record<keyof DecisionFields, FieldState>;
  evaluation: { id: string; submission: number; tiers: number; lotNumber: number; providerName: string };
  version: string;
  /** An answer that has to pass does not. */
  fails: boolean;
}

/** Its errors are told at the top of the page, above what the decision rests on. */
export function DecisionForm({ fields, evaluation, version, fails }: DecisionFormProps) {
  const { id, submission, tiers, lotNumber, providerName } = evaluation;
  const numbers = Array.from({ length: tiers }, (_, index) => String(index + 1));
  return (
    <FormPage id="decide" errors={{}}>
      <input type="hidden" name="submission" value={submission} />
      <input type="hidden" name="version" value={version} />
      {fails && <Warning>An answer that has to pass does not: the application can only be rejected.</Warning>}
      <Choices
        field={fields.outcome}
        label="Decision"
        type="radio"
        options={[
          ...(fails
            ? []
            : [
                {
                  value: 'accepted',
                  label: 'Accept',
                  hint: `${providerName} is a member of lot ${lotNumber} from today, and can submit its prices`,
                },
              ]),
          { value: 'rejected', label: 'Reject', hint: 'It may apply again' },
        ]}
      />
      {tiers > 1 && !fails && (
        <Select
          field={fields.tier}
          label="Tier"
          hint="If you accept it"
          options={numbers.map((number) => ({ value: number, label: `Tier ${number}` }))}
          empty="Choose a tier"
        />
      )}
      <TextArea field={fields.reason} label="Reasons" hint="The provider reads them, word for word" rows={6} />
      <div className="flex flex-wrap gap-3">
        <Button>Record the decision</Button>
        <ButtonLink to={`/evaluations/${id}`} look="secondary">
          Back to the application
        </ButtonLink>
      </div>
      <p className="text-table text-muted">A decision is final: it cannot be taken back here.</p>
    </FormPage>
  );
}

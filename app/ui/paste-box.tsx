import type { PlacedPrices } from '../domain/price-schedules/price-schedule-csv.ts';
import { countOf } from '../lib/phrases.ts';
import { Button } from './button.tsx';
import { TextArea } from './fields.tsx';
import { Warning } from './notice.tsx';
import { useScript } from './script.ts';

interface PasteBoxProps {
  /** The address of the schedule as a file. */
  csv: string;
  /** With script: what was read from a file. */
  onText: (text: string) => void;
  errors: string[] | undefined;
}

/** Fills the grid from a spreadsheet, or from a file: nothing is saved by it. */
export function PasteBox({ csv, onText, errors }: PasteBoxProps) {
  const scripted = useScript();
  return (
    <details className="rounded-md border border-line px-4 py-3" open={errors ? true : undefined}>
      <summary className="cursor-pointer font-medium">Paste from a spreadsheet, or use a CSV file</summary>
      <div className="mt-4 max-w-[640px] space-y-4">
        <TextArea
          field={{ name: 'paste', errors, initialValue: '' }}
          label="Paste from a spreadsheet"
          hint="Rows and columns as in the grid, with or without headings; £ and commas may stay. The text of a CSV file goes here too."
          rows={6}
        />
        <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
          <Button name="intent" value="place" look="secondary">
            Fill the grid
          </Button>
          <a className="link" href={csv} download>
            Download what is saved as CSV
          </a>
        </div>
        {scripted && (
          <label className="block">
            <span className="block font-medium">Or choose a CSV file</span>
            <input
              type="file"
              accept=".csv,.tsv,.txt,text/csv"
              className="mt-1 block text-table"
              onChange={(event) => {
                void event.currentTarget.files?.[0]?.text().then(onText);
              }}
            />
          </label>
        )}
      </div>
    </details>
  );
}

const MOST_TOLD = 20;

/** What was put into the grid, and what could not be. */
export function PasteReport({ placed }: { placed: PlacedPrices | null }) {
  if (!placed) return null;
  const { values, unplaced } = placed;
  return (
    <div className="mb-6 max-w-[760px]" role="status">
      <Warning>
        <p className="font-medium">
          {countOf(Object.keys(values).length, 'amount')} filled in below, and not saved yet. Check them, then save the
          draft.
        </p>
        {unplaced.length > 0 && (
          <>
            <p className="mt-2">{countOf(unplaced.length, 'cell')} could not be placed:</p>
            <ul className="mt-1 list-disc pl-5">
              {unplaced.slice(0, MOST_TOLD).map((cell, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the same text may stand in a row twice
                <li key={index} className="break-words">
                  Row {cell.row}: {cell.text && `“${cell.text}” `}
                  {cell.why}
                </li>
              ))}
            </ul>
          </>
        )}
      </Warning>
    </div>
  );
}

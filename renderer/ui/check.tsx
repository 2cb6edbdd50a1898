import { Checkbox } from 'react-aria-components';
import { Check as CheckMark } from 'lucide-react';
import './check.css';

export function Check({ label, isSelected, onChange, hint }: {
  readonly label: string;
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
  readonly hint?: string | undefined;
}) {
  return (
    <Checkbox className="check" isSelected={isSelected} onChange={onChange}>
      <span className="check-box" aria-hidden="true">
        {isSelected && <CheckMark size={14} strokeWidth={3} />}
      </span>
      <span>
        {label}
        {hint !== undefined && <span className="field-hint"> {hint}</span>}
      </span>
    </Checkbox>
  );
}

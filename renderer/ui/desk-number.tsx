import './desk-number.css';

/** A record's number with the register's margin rule after it; digits line up and are easy to dictate. */
export function DeskNumber({ number, size = 'row' }: { readonly number: string; readonly size?: 'row' | 'title' | 'ticket' }) {
  return (
    <span className="desk-number" data-size={size}>
      {number}
    </span>
  );
}

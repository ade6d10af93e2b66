import type { ProblemError } from '@/api/http';
import { Notice } from '@/components/Notice';
import type { Errors } from '@/forms/model';

/** All that is wrong, also with what has no field here. */
export function Problems({ errors, failure }: { errors: Errors; failure: ProblemError | undefined }) {
  if (errors.size === 0 && !failure) return null;
  return (
    <Notice tone="loss">
      <p>{failure ? failure.message : 'Some fields need another look.'}</p>
      <ul>
        {[...errors].map(([field, detail]) => (
          <li key={field}>
            <code>{field}</code> {detail}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
